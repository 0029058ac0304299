import { bouncedWords } from '../attendees/attendee-words.js';
import { assignmentStateLabel, isActive, type AnswerChannel } from '../assignments/assignment.js';
import type { AssignedPerson } from '../assignments/assignment.queries.js';
import { methodWords } from '../calendar/change.js';
import type { MessageLine } from '../calendar/outbox.js';
import { dropWords } from '../calendar/send-check.js';
import { formatWhen } from '../kernel/london.js';
import type { Fact, Link, Tone } from '../web/page-parts.js';
import { awayWords, explainsSilence } from '../intake/away.js';
import type { OpenMail, PersonHere } from './dossier.js';

const TONES: Record<AssignedPerson['state'], Tone> = {
  proposed: 'info',
  invited: 'info',
  accepted: 'good',
  tentative: 'warn',
  declined: 'bad',
  withdrawn: 'neutral',
};
const CHANNELS: Record<AnswerChannel, string> = {
  mail: 'by mail',
  link: 'by the link in the mail',
  page: 'on the page',
  told: 'told to a coordinator',
};
/** By which way an answer came. */
export const channelWords = (channel: AnswerChannel): string => CHANNELS[channel];

/** Reasons that the tracker gives itself when a whole conference is called off. */
const CALLED_OFF: Readonly<Record<string, string>> = {
  'stood-down': 'the conference was stood down',
  postponed: 'the conference was postponed',
  cancelled: 'the conference is off',
};

/** Why somebody was withdrawn: a person's own words, or the tracker's code in words. */
export const withdrawnWords = (reason: string): string => CALLED_OFF[reason] ?? reason;

export interface May {
  readonly assign: boolean;
  /** Whose answer the reader may record. */
  answerFor(attendeeId: number): boolean;
}

function notesOn(person: PersonHere, now: Temporal.Instant): readonly string[] {
  const channel = person.answerChannel === null ? '' : `, ${channelWords(person.answerChannel)}`;
  const withdrawn = person.withdrawnReason;
  return [
    person.answeredAt === null
      ? `Invited ${formatWhen(person.invitedAt)}`
      : `Answered ${formatWhen(person.answeredAt)}${channel}`,
    ...awayNotes(person, now),
    ...(person.answerComment === null ? [] : [`“${person.answerComment}”`]),
    ...(person.overlapReason === null ? [] : [`In two places: ${person.overlapReason}`]),
    ...(withdrawn === null ? [] : [`Withdrawn: ${withdrawnWords(withdrawn)}`]),
    ...(person.mail === null ? ['No mail address any more: tell them yourself'] : []),
    ...[bouncedWords(person)].filter((words) => words !== null),
  ];
}

/** Why they have not answered, when a machine has said so; it is no answer itself. */
function awayNotes({ state, away, name, invitedAt }: PersonHere, now: Temporal.Instant): readonly string[] {
  const explains = state === 'invited' && away !== null && explainsSilence(away, invitedAt, now);
  return explains ? [`Automatic reply from ${name}: ${awayWords(away)}`] : [];
}

/** Whoever may not assign answers for nobody but themselves. */
const answerLink = (href: string, { name, state }: AssignedPerson, may: May): Link =>
  may.assign
    ? { text: 'Record an answer', href, label: `of ${name}` }
    : { text: state === 'invited' ? 'Accept or decline' : 'Change your answer', href };

/** Who goes, the lead first, each with the answer and what can be done about it; those who do not come last. */
export function peopleRows(
  reference: string,
  people: readonly PersonHere[],
  may: May,
  now: Temporal.Instant,
): readonly Fact[] {
  const whoCome = people.filter((person) => isActive(person.state));
  return [...whoCome, ...people.filter((person) => !isActive(person.state))].map((person) => {
    const href = `/conferences/${reference}/assignments/${person.id}`;
    const canAnswer = person.state !== 'withdrawn' && may.answerFor(person.attendeeId);
    const canWithdraw = may.assign && isActive(person.state);
    const canReplace = may.assign && person.state !== 'withdrawn';
    const place = person.lead ? 'Lead' : 'Second';
    return {
      key: isActive(person.state) ? place : `${place} (no longer)`,
      value: {
        text: `${person.name}, ${person.role}`,
        tag: { text: assignmentStateLabel(person.state), tone: TONES[person.state] },
        notes: notesOn(person, now),
        ...(canAnswer ? { link: answerLink(`${href}/answer`, person, may) } : {}),
        ...(canReplace
          ? {
              links: [
                { text: 'Give to somebody else', href: `${href}/reassign`, label: `instead of ${person.name}` },
                ...(canWithdraw
                  ? [{ text: 'Swap', href: `${href}/swap`, label: `the place of ${person.name} with a colleague’s` }]
                  : []),
              ],
            }
          : {}),
      },
      ...(canWithdraw ? { href: `${href}/withdraw`, linkText: 'Withdraw' } : {}),
    };
  });
}

export interface MessageFold {
  readonly summary: string;
  readonly text: string;
}

const nameOf = ({ method, sequence }: MessageLine): string =>
  method === 'REQUEST' && sequence > 0 ? 'Update' : methodWords(method);

function stateOf(message: MessageLine): string {
  switch (message.state) {
    case 'sent':
      return `sent${message.sentAt === null ? '' : ` ${formatWhen(message.sentAt)}`}${cameBack(message)}`;
    case 'owed':
      return message.attempts === 0
        ? 'on its way'
        : `not sent yet after ${message.attempts} ${message.attempts === 1 ? 'attempt' : 'attempts'}: ${message.lastError ?? 'being sent'}`;
    case 'failed':
      return `failed: ${message.lastError ?? 'refused'}`;
    case 'dropped':
      return `not sent, because ${message.droppedBecause === null ? 'it was no longer true' : dropWords(message.droppedBecause)}`;
  }
}

const cameBack = ({ bouncedAt, bounceReason }: MessageLine): string =>
  bouncedAt === null ? '' : `, came back ${formatWhen(bouncedAt)}: ${bounceReason ?? 'no reason given'}`;

/** Every calendar message with where it stands; its text is behind the fold. */
export const messageFolds = (messages: readonly MessageLine[]): readonly MessageFold[] =>
  messages.map((message) => ({
    summary: `${nameOf(message)} to ${message.recipient}, ${stateOf(message)}`,
    text: `Subject: ${message.subject}\n\n${message.bodyText}`,
  }));

/** Mail that waits for a person, as links to it. */
export const openMailLines = (
  mail: readonly OpenMail[],
): readonly {
  readonly text: string;
  readonly link: { readonly text: string; readonly href: string; readonly label: string };
}[] =>
  mail.map((one) => ({
    text: `${one.sender ?? 'Unknown sender'}, ${formatWhen(one.receivedAt)}: ${one.reason ?? one.subject ?? ''}`,
    link: { text: 'Open', href: `/mail/in/${one.id}`, label: `the mail of ${one.sender ?? 'an unknown sender'}` },
  }));
