import { peopleOn, type AssignedPerson } from '../assignments/assignment.queries.js';
import { messagesAbout, type MessageLine } from '../calendar/outbox.js';
import type { Circumstances } from '../conferences/circumstances.js';
import { circumstancesOf } from '../conferences/circumstances.queries.js';
import {
  childrenOf,
  previousOf,
  sittingsBefore,
  type Child,
  type PreviousConference,
  type Sitting,
} from '../conferences/conference.queries.js';
import type { Opened } from '../conferences/opened.js';
import { expectationsAround, type KeptExpectation } from '../expectations/expectation.queries.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { likeOne } from '../invitations/duplicate.queries.js';
import { invitationsTo, type Invitation } from '../invitations/invitation.queries.js';
import type { AwayNotice } from '../intake/away.js';
import { awayOn } from '../intake/away.queries.js';
import type { HeadlineId } from '../measures/measure.js';
import { historyOf, type ImportedHistory } from '../participation/history.queries.js';
import { linkedTo, wholeTrail, type LinkedConference, type LineFrom } from '../merging/links.queries.js';
import type { LikePair } from '../merging/which.page.js';
import type { KeptMinutes } from '../minutes/minutes.js';
import { minutesOf } from '../minutes/minutes.queries.js';
import type { Participation } from '../participation/participation.js';
import type { Report } from '../participation/report.js';
import { reportOn } from '../participation/report.queries.js';
import { participationAt } from '../participation/participation.queries.js';
import type { KeptDecision } from '../relevance/relevance.js';
import { decisionsOn } from '../relevance/relevance.service.js';

/** How the conference counts, as stored with the last change to it. */
export interface CountedAs {
  readonly measure: HeadlineId;
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

/** Somebody on the sitting, with the latest automatic reply from them that they are away. */
export interface PersonHere extends AssignedPerson {
  readonly away: AwayNotice | null;
}

/** Everything on record about one conference. */
export interface Dossier extends Opened {
  /** What follows from it, and what it met. */
  readonly expected: readonly KeptExpectation[];
  /** The conference that it is the review of. */
  readonly previous: PreviousConference | null;
  /** Sittings before the one that counts, from which the conference was adjourned; oldest first. */
  readonly earlier: readonly Sitting[];
  readonly around: Circumstances;
  readonly children: readonly Child[];
  readonly invitations: readonly Invitation[];
  readonly decisions: readonly KeptDecision[];
  readonly people: readonly PersonHere[];
  readonly messages: readonly MessageLine[];
  readonly undelivered: readonly string[];
  readonly cameBack: readonly string[];
  readonly participation: (Participation & { readonly attendedByName: string | null }) | null;
  readonly report: Report | null;
  readonly minutes: KeptMinutes | null;
  /** Where it comes from, when a list told of it afterwards. */
  readonly history: ImportedHistory | null;
  readonly counted: CountedAs | null;
  /** With what happened to conferences merged into this one. */
  readonly trail: readonly LineFrom[];
  /** Conferences merged with it or split from it. */
  readonly linked: readonly LinkedConference[];
  /** Others that it may be the same as. */
  readonly alike: readonly LikePair[];
  readonly mail: readonly OpenMail[];
}

/** Reads all that the page of an opened conference shows. */
export async function dossierOf(reader: Reader, opened: Opened): Promise<Dossier> {
  const { id } = opened.conference;
  const [
    expected,
    previous,
    earlier,
    around,
    children,
    invitations,
    decisions,
    assigned,
    away,
    messages,
    participation,
    report,
    minutes,
    history,
    counted,
    mail,
    others,
  ] = await Promise.all([
    expectationsAround(reader, id),
    previousOf(reader, id),
    sittingsBefore(reader, opened.sitting),
    circumstancesOf(reader, id),
    childrenOf(reader, id),
    invitationsTo(reader, id),
    decisionsOn(reader, id),
    peopleOn(reader, opened.sitting.id),
    awayOn(reader, opened.sitting.id),
    messagesAbout(reader, id),
    participationAt(reader, opened.sitting.id),
    reportOn(reader, id),
    minutesOf(reader, id),
    historyOf(reader, id),
    countedAs(reader, id),
    openMailAbout(reader, id),
    withOthers(reader, id),
  ]);
  const people = assigned.map((person) => ({ ...person, away: away.get(person.attendeeId) ?? null }));
  return {
    ...opened,
    expected,
    previous,
    earlier,
    around,
    children,
    invitations,
    decisions,
    people,
    messages,
    undelivered: untold(people, messages, (message) => message.state === 'failed'),
    cameBack: untold(people, messages, (message) => message.bouncedAt !== null),
    participation,
    report,
    minutes,
    history,
    counted,
    mail,
    ...others,
  };
}

/** What connects it with other conferences: those it was merged with or split from, and those it may be the same as. */
async function withOthers(reader: Reader, id: number): Promise<Pick<Dossier, 'trail' | 'linked' | 'alike'>> {
  const [trail, linked, alike] = await Promise.all([wholeTrail(reader, id), linkedTo(reader, id), likeOne(reader, id)]);
  return { trail, linked, alike };
}

type Told = Pick<MessageLine, 'uid' | 'method' | 'state' | 'bouncedAt'>;
const arrived = (message: Told): boolean => message.state === 'sent' && message.bouncedAt === null;

/**
 * People whom such a message did not reach and who may not know better: those who have not answered, and those withdrawn
 * who hold the invitation. A later message that arrived has told them. The board asks the same in SQL; a test compares
 * the two.
 */
function untold(
  people: readonly AssignedPerson[],
  messages: readonly Told[],
  isLost: (message: Told) => boolean,
): readonly string[] {
  const concerned = people.filter((person) => {
    const own = messages.filter((message) => message.uid === person.uid && message.method !== 'NOTE');
    const lost = own.slice(own.findLastIndex(arrived) + 1).filter(isLost);
    const isUnwarned = own.some(arrived) && lost.some((message) => message.method === 'CANCEL');
    return person.state === 'invited' ? lost.length > 0 : person.state === 'withdrawn' && isUnwarned;
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
