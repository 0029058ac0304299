/** When a decision that nobody needs to go is opened again, and what the hub is told (domain, situations 35 and 36). */
import type { Conference } from '../conferences/conference.js';
import { isOff } from '../conferences/conference.js';
import { isReview, kindLabel } from '../conferences/kinds.js';
import { formatSpan } from '../kernel/london.js';
import type { RelevanceValue } from './relevance.js';

/**
 * Only "not relevant" is opened again, and only while somebody can still go: relevant and undecided count already, and
 * after the start the figure keeps what stood.
 */
export const reopens = (
  latest: RelevanceValue | null,
  { kind, state }: Pick<Conference, 'kind' | 'state'>,
  startsAt: Temporal.Instant,
  now: Temporal.Instant,
): boolean => {
  const mayComeBack = !isOff(state) || state === 'postponed' || state === 'stood_down';
  const isAhead = Temporal.Instant.compare(now, startsAt) < 0;
  return latest === 'not-relevant' && isReview(kind) && state !== 'held' && mayComeBack && isAhead;
};

const REOPENED = 'Reopened: ';
export const reopenedReason = (because: string): string => `${REOPENED}${because}`;

/** Why it is open again, as the end of a sentence; null when the last decision is a person's. */
export const reopenedBecause = (
  latest: { readonly value: RelevanceValue; readonly reason: string } | null,
): string | null =>
  latest?.value === 'undecided' && latest.reason.startsWith(REOPENED) ? latest.reason.slice(REOPENED.length) : null;

/** The mail about it: a reference, a time and that there is something to look at; never what it is about. */
export function wordNotice(
  facts: {
    readonly conference: Pick<Conference, 'reference' | 'kind'>;
    readonly sitting: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant };
    readonly hubName: string;
    readonly because: string;
  },
  { publicUrl, deskName }: { readonly publicUrl: string; readonly deskName: string },
): { readonly subject: string; readonly text: string } {
  const { conference, sitting, hubName, because } = facts;
  const what = `${kindLabel(conference.kind)} ${conference.reference}`;
  const text = [
    'OFFICIAL-SENSITIVE',
    `${what} (${hubName}, ${formatSpan(sitting.startsAt, sitting.endsAt)}) was decided not relevant. It is open again: ${because}.`,
    `It counts as relevant until somebody decides again:\n${publicUrl}/conferences/${conference.reference}/relevance`,
    `This is an automatic mail from ${deskName}. It is sent once a day for a conference.`,
  ].join('\n\n');
  return { subject: `OFFICIAL-SENSITIVE | Relevance of ${what} to decide again`, text: `${text}\n` };
}

/** One mail a conference and day: the first tells enough, for the page shows everything. */
export const noticeAbout = (reference: string, day: Temporal.PlainDate): string => `${reference}/${day.toString()}`;
export const referenceOf = (about: string): string => about.slice(0, about.indexOf('/'));
