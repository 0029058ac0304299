import { peopleOn, type AssignedPerson } from '../assignments/assignment.queries.js';
import { trailOf, type TrailLine } from '../audit/record.js';
import { messagesAbout, type MessageLine } from '../calendar/outbox.js';
import { childrenOf, sittingsBefore, type Child, type Sitting } from '../conferences/conference.queries.js';
import type { Opened } from '../conferences/opened.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { invitationsTo, type Invitation } from '../invitations/invitation.queries.js';
import type { MeasureId } from '../measures/measure.js';
import type { Participation } from '../participation/participation.js';
import { participationAt } from '../participation/participation.service.js';
import type { RelevanceDecision } from '../relevance/relevance.js';
import { decisionsOn } from '../relevance/relevance.service.js';

/** How the conference counts, as stored with the last change to it. */
export interface CountedAs {
  readonly measure: MeasureId;
  readonly definitionVersion: string;
  readonly countsFrom: Temporal.Instant;
  readonly why: string;
}

/** Mail about the conference that the tracker could not settle by itself. */
export interface OpenMail {
  readonly id: number;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly reason: string | null;
}

/** Everything on record about one conference. */
export interface Dossier extends Opened {
  /** Sittings before the one that counts, from which the conference was adjourned; oldest first. */
  readonly earlier: readonly Sitting[];
  readonly children: readonly Child[];
  readonly invitations: readonly Invitation[];
  readonly decisions: readonly RelevanceDecision[];
  readonly people: readonly AssignedPerson[];
  readonly messages: readonly MessageLine[];
  readonly undelivered: readonly string[];
  readonly participation: (Participation & { readonly attendedByName: string | null }) | null;
  readonly counted: CountedAs | null;
  readonly trail: readonly TrailLine[];
  readonly mail: readonly OpenMail[];
}

/** Reads all that the page of an opened conference shows. */
export async function dossierOf(reader: Reader, opened: Opened): Promise<Dossier> {
  const { id } = opened.conference;
  const [earlier, children, invitations, decisions, people, messages, participation, counted, trail, mail] =
    await Promise.all([
      sittingsBefore(reader, opened.sitting),
      childrenOf(reader, id),
      invitationsTo(reader, id),
      decisionsOn(reader, id),
      peopleOn(reader, opened.sitting.id),
      messagesAbout(reader, id),
      participationAt(reader, opened.sitting.id),
      countedAs(reader, id),
      trailOf(reader, id),
      openMailAbout(reader, id),
    ]);
  const undelivered = undeliveredTo(people, messages);
  return {
    ...opened,
    earlier,
    children,
    invitations,
    decisions,
    people,
    messages,
    undelivered,
    participation,
    counted,
    trail,
    mail,
  };
}

/**
 * People whom a message could not reach and who may not know better: those who have not answered, and those withdrawn
 * who hold the invitation. A later message that was sent has told them. The board asks the same in SQL; a test compares
 * the two.
 */
export function undeliveredTo(
  people: readonly Pick<AssignedPerson, 'name' | 'state' | 'uid'>[],
  messages: readonly Pick<MessageLine, 'uid' | 'method' | 'state'>[],
): readonly string[] {
  const concerned = people.filter((person) => {
    const own = messages.filter((message) => message.uid === person.uid && message.method !== 'NOTE');
    const lastSent = own.findLastIndex((message) => message.state === 'sent');
    const failed = own.slice(lastSent + 1).filter((message) => message.state === 'failed');
    const holdsInvitation = own.some((message) => message.state === 'sent');
    const untold = holdsInvitation && failed.some((message) => message.method === 'CANCEL');
    return person.state === 'invited' ? failed.length > 0 : person.state === 'withdrawn' && untold;
  });
  return [...new Set(concerned.map((person) => person.name))].toSorted();
}

const countedAs = (reader: Reader, conferenceId: number): Promise<CountedAs | null> =>
  row(reader, 'select measure, definition_version, counts_from, why from measure where conference_id = $1', [
    conferenceId,
  ]);

const openMailAbout = (reader: Reader, conferenceId: number): Promise<OpenMail[]> =>
  rows(
    reader,
    `select id, sender, subject, received_at, reason from inbound_mail
     where outcome = 'for-a-person' and conference_id = $1 order by received_at`,
    [conferenceId],
  );
