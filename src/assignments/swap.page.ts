import { absenceWords } from '../attendees/absence.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { never } from '../kernel/decided.js';
import { formatSpan, formatTime } from '../kernel/london.js';
import type { FieldError } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { assignRefusal } from './assign.page.js';
import { seenOf } from './cover.js';
import type { AssignRefusal } from './refusing.js';
import { absenceEndWords, hoursWords } from './suggestion-words.js';
import type { Fit } from './swap.js';
import type { PlaceOn } from './swap.queries.js';
import type { Offered, SwapFacts, Swapped, SwapRefusal } from './swap.service.js';

export interface TypedSwap {
  /** What the page showed of the other place. */
  readonly with: string;
  readonly reason: string;
}

const whenOf = ({ startsAt, endsAt, mode }: PlaceOn): string =>
  `${formatSpan(startsAt, endsAt)}, ${modeLabel(mode).toLowerCase()}`;

function forbidWords(forbids: NonNullable<Fit['forbids']>): string {
  switch (forbids.kind) {
    case 'no-mail':
      return 'has no mail address';
    case 'conflict':
      return 'has a conflict of interest';
    case 'away':
      return `is ${absenceEndWords(forbids.absence)}`;
    case 'booked':
      return `is on ${forbids.booking.reference ?? 'another conference'} then`;
    case 'not-working':
      return hoursWords(forbids);
    default:
      return never(forbids);
  }
}

const againstWords = (against: Fit['against'][number]): string =>
  against.kind === 'untrained' ? 'has no training in date for conferences that day' : hoursWords(against);

/** Everything that speaks against an exchange, by name; nothing when both simply can. */
function objections(mineName: string, { theirs, there, here }: Offered): readonly string[] {
  return [[mineName, there] as const, [theirs.name, here] as const].flatMap(([name, { forbids, against }]) =>
    [...(forbids === null ? [] : [forbidWords(forbids)]), ...against.map(againstWords)].map(
      (words) => `${name} ${words}`,
    ),
  );
}

const isPossible = ({ there, here }: Offered): boolean => there.forbids === null && here.forbids === null;

/** Whose place may be swapped for one: those nothing forbids, the nearest in time first, and why the others are out. */
export function swapPage(
  { mine, offers }: SwapFacts,
  hubName: (code: string) => string,
  typed: TypedSwap | null,
  errors: readonly FieldError[],
) {
  const href = `/conferences/${mine.reference}`;
  const label = ({ theirs }: Offered): string =>
    `${theirs.name}, ${theirs.role}: ${kindLabel(theirs.kind)} ${hubName(theirs.hubCode)}, ${whenOf(theirs)}`;
  const shown = offers.filter(isPossible).map((offer) => {
    const against = objections(mine.name, offer);
    const both = against.length > 0 ? against.join('; ') : 'Both are free then';
    const place = offer.theirs.lead ? 'lead' : 'second';
    return {
      value: seenOf([offer.theirs]),
      text: label(offer),
      hint: `${both}. ${mine.name} would be ${place} on ${offer.theirs.reference}.`,
    };
  });
  return {
    title: `Swap ${mine.name}’s place`,
    caption: `${mine.reference} · ${kindLabel(mine.kind)} ${hubName(mine.hubCode)}`,
    back: { text: mine.reference, href },
    sitting: `${whenOf(mine)}. ${mine.name} is ${mine.lead ? 'lead' : 'second'}.`,
    action: `${href}/assignments/${mine.assignmentId}/swap`,
    seen: seenOf([mine]),
    offers: shown,
    out: offers
      .filter((offer) => !isPossible(offer))
      .map((offer) => `${label(offer)}: ${objections(mine.name, offer).join('; ')}`),
    empty: {
      title: 'Nobody can swap',
      text: 'No place of a colleague within two weeks of this one can be exchanged. Give the place to somebody else instead.',
    },
    instead: { text: 'Give the place to somebody else', href: `${href}/assignments/${mine.assignmentId}/reassign` },
    typed: typed ?? { with: '', reason: '' },
    errors,
    cancel: { text: 'Cancel', href },
  };
}

/** What the banner says after an exchange. */
export const swapped = ({ mine, theirs }: Swapped): Flash => ({
  title: `${mine.name} and ${theirs.name} have swapped.`,
  text: `${theirs.name} takes this one and ${mine.name} takes ${theirs.reference}. Each gets a cancellation and a new invitation.`,
  href: `/conferences/${theirs.reference}`,
  linkText: `See ${theirs.reference}`,
});

export const notTheirs: Flash = {
  title: 'This place cannot be swapped any more.',
  text: 'They were withdrawn or declined, or the conference has begun or is off.',
  tone: 'warn',
};

/** Each refusal as a sentence at the field that mends it. */
export function swapRefusal(refusal: SwapRefusal): FieldError {
  switch (refusal.kind) {
    case 'changed-meanwhile':
      return {
        text: 'One of the two places changed since you opened the page, so nothing was swapped. Look at the list as it is now, then choose again.',
        href: '#with',
      };
    case 'same-conference':
      return { text: 'Both are on this conference. Choose somebody who is on another one.', href: '#with' };
    case 'reason-missing':
      return { text: 'Say in a few words why they swap.', href: '#reason' };
    case 'one-refused':
      return { text: `${oneRefused(refusal.refusal)} Nothing was swapped; choose somebody else.`, href: '#with' };
    default:
      return never(refusal);
  }
}

/** As on the page that assigns, but nobody swaps with a reason to be in two places. */
function oneRefused(refusal: AssignRefusal): string {
  if (refusal.kind === 'away') return `${refusal.name} is away ${absenceWords(refusal.absence)}.`;
  if (refusal.kind === 'conflict-of-interest')
    return `${refusal.name} has a conflict of interest in that family, so they must not go.`;
  if (refusal.kind !== 'overlap') return assignRefusal(refusal).text;
  const { name, clash } = refusal;
  if (clash === null) return `${name} is at another conference then.`;
  return `${name} is on ${clash.reference} from ${formatTime(clash.startsAt)} to ${formatTime(clash.endsAt)}.`;
}
