import { followedWords } from '../changes/move.page.js';
import { stateLabel, type Conference } from '../conferences/conference.js';
import { formatWhen } from '../kernel/london.js';
import type { FieldError, Link, Notice } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { UnmergeRefusal } from './merge.js';
import type { Merge, Moved } from './merge.queries.js';
import { mergeSentence } from './merge-words.js';
import { movedWords } from './moved-words.js';
import type { Unmerged } from './unmerging.service.js';

export interface UnmergePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly merged: string;
  readonly follows: Notice;
  readonly refused: Notice | null;
  readonly version: string;
  readonly errors: readonly FieldError[];
}

/** What taking a merge back does, before it is done. */
export function unmergePage(
  conference: Conference,
  merge: Merge & { readonly into: string },
  moved: readonly Moved[],
  refusal: UnmergeRefusal | null,
  errors: readonly FieldError[],
): UnmergePage {
  const { reference } = conference;
  const href = `/conferences/${reference}`;
  const words = movedWords(moved, { names: [], calledOff: [] });
  const people = moved.filter(({ what }) => what === 'assignment').length;
  return {
    title: 'Make them two conferences again',
    caption: `${reference}, merged into ${merge.into}`,
    back: { text: reference, href },
    action: `${href}/unmerge`,
    merged: `${merge.mergedBy} merged ${reference} into ${merge.into} on ${formatWhen(merge.mergedAt)}.`,
    follows: {
      title: 'If you take it back',
      lines: [
        `${reference} is ${stateLabel(merge.before.merged.state)} again.`,
        ...(words.length === 0 ? [] : [`Taken back from ${merge.into}: ${words.join(', ')}.`]),
        ...(people === 0 ? [] : [`${people === 1 ? '1 person goes' : `${people} people go`} back to ${reference}.`]),
        `${merge.into} has the time, place and kind that it had before.`,
        'Whoever was called off is asked again. You are not asked about the two again.',
      ],
    },
    refused: refusal && { tone: 'warn', title: 'It cannot be taken back', text: mergeSentence(refusal) },
    version: String(conference.version),
    errors,
  };
}

export function unmergedFlash({ kept, restored, broughtBack, asked }: Unmerged): Flash {
  const back =
    broughtBack.length === 0
      ? []
      : [`${broughtBack.join(', ')} ${broughtBack.length === 1 ? 'is' : 'are'} on it again.`];
  const words = [...back, ...followedWords(asked)];
  return {
    title: `${restored.reference} is ${stateLabel(restored.state)}, apart from ${kept.reference}`,
    ...(words.length === 0 ? {} : { text: words.join(' ') }),
    tone: asked.released.length > 0 ? 'warn' : 'good',
    href: `/conferences/${kept.reference}`,
    linkText: `Open ${kept.reference}`,
  };
}
