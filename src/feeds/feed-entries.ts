import type { AssignmentState } from '../assignments/assignment.js';
import { sentenceOf, type CalendarChange } from '../calendar/change.js';
import type { EntryFacts, Party } from '../calendar/document.js';
import { asText, describe, titleOf } from '../calendar/lines.js';
import { stateLabel, type ConferenceState } from '../conferences/conference.js';
import { isReview, kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import type { FedAssignment, FedConference } from './feed-content.queries.js';

/** What entries are made with, beside the facts. */
export interface Feeding {
  readonly desk: Party;
  readonly publicUrl: string;
  readonly hubName: string;
}

const MARKING = 'OFFICIAL-SENSITIVE';
const isOn = (state: ConferenceState): boolean => state === 'scheduled' || state === 'held';

/** Why people are taken off when the whole conference is called off, as the tracker writes it on their assignment. */
const CALLED_OFF: readonly CalendarChange[] = ['stood-down', 'postponed', 'cancelled'];

interface Standing {
  readonly standing: EntryFacts['standing'];
  readonly sentence: string;
}

const STANDING: Partial<Record<AssignmentState, Standing>> = {
  accepted: { standing: 'confirmed', sentence: 'You have accepted.' },
  tentative: { standing: 'tentative', sentence: 'You have answered that you are not sure yet.' },
  invited: { standing: 'tentative', sentence: 'You have not answered yet: use the invitation in your mail.' },
};

function standingOf(one: FedAssignment): Standing | null {
  if (one.state !== 'withdrawn') return STANDING[one.state] ?? null;
  const change = CALLED_OFF.find((known) => known === one.withdrawnReason);
  return change === undefined || isOn(one.conferenceState)
    ? null
    : { standing: 'cancelled', sentence: sentenceOf(change) };
}

/**
 * The entry of one assignment: UID and SEQUENCE of the mailed invitation, and nothing it does not say. Null for what has
 * left the person's calendar: declined, or taken off a conference that goes on without them.
 */
export function assignmentEntry(one: FedAssignment, feeding: Feeding): EntryFacts | null {
  const found = standingOf(one);
  if (found === null) return null;
  const { standing, sentence } = found;
  const described = {
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    reference: one.reference,
    kindLabel: kindLabel(one.kind),
    hubName: feeding.hubName,
    modeLabel: modeLabel(one.mode),
    // A feed is fetched by programs that we do not know: places and ways in stay in the mail and in the tracker.
    venue: null,
    joinLink: null,
    link: `${feeding.publicUrl}/conferences/${one.reference}`,
    marking: MARKING,
  } as const;
  return {
    uid: one.uid,
    sequence: one.sequence,
    ...stamps(one),
    title: titleOf(described),
    text: asText(MARKING, sentence, describe(described)),
    venue: null,
    desk: feeding.desk,
    standing,
    takesTime: standing !== 'cancelled',
  };
}

/** The entry of one conference of a hub: reference, kind and whether it is covered. Takes nobody's time. */
export function conferenceEntry(one: FedConference, feeding: Feeding): EntryFacts {
  const words = coverWords(one);
  const on = isOn(one.conferenceState);
  const domain = feeding.desk.address.slice(feeding.desk.address.lastIndexOf('@') + 1);
  return {
    uid: `hub.${one.reference}@${domain}`,
    sequence: one.version - 1,
    ...stamps(one),
    title: [MARKING, kindLabel(one.kind), one.reference, words].join(' | '),
    text: [MARKING, `${words}.`, `Conference: ${feeding.publicUrl}/conferences/${one.reference}`].join('\n\n'),
    venue: null,
    desk: feeding.desk,
    standing: on ? (one.covered ? 'confirmed' : 'tentative') : 'cancelled',
    takesTime: false,
  };
}

function coverWords(one: FedConference): string {
  if (!isOn(one.conferenceState)) return capital(stateLabel(one.conferenceState));
  if (isReview(one.kind) && one.needsNobody) return 'Nobody needed';
  return one.covered ? 'Covered' : 'Not covered';
}

const stamps = (
  one: FedAssignment | FedConference,
): Pick<EntryFacts, 'stampedAt' | 'createdAt' | 'startsAt' | 'endsAt'> => ({
  stampedAt: one.changedAt,
  createdAt: one.createdAt,
  startsAt: one.startsAt,
  endsAt: one.endsAt,
});

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
