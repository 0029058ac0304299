import type { Hub } from '../../config/reference-data.js';
import { lookAgainWords } from '../conferences/circumstances.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDay, formatTime, londonDate, startOfLondonDay } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';
import type { Cell, Row, Table, Tag } from '../web/page-parts.js';
import { evidenceWords, type Evidence } from './evidence.js';
import { reopenedBecause } from './reopening.js';
import { relevanceLabel } from './relevance.js';
import type { Span, ToDecide } from './work-list.queries.js';

export const DAYS_AHEAD = 20;

/** From now to the end of the twentieth working day. */
export const workListSpan = (now: Temporal.Instant, calendar: WorkingCalendar): Span => ({
  from: now,
  until: startOfLondonDay(addWorkingDays(londonDate(now), DAYS_AHEAD, calendar).add({ days: 1 })),
});

export interface WorkListFacts {
  readonly reviews: readonly ToDecide[];
  readonly evidence: ReadonlyMap<number, readonly Evidence[]>;
  /** Those that the person may decide for. */
  readonly hubs: readonly Hub[];
  readonly hub: string | null;
  /** Mail about reviews opened again that never arrived. */
  readonly failed: readonly { readonly reference: string; readonly day: Temporal.PlainDate }[];
}

type Key = 'time' | 'review' | 'hub' | 'why' | 'known' | 'action';

/** The reviews of the next twenty working days on which somebody has to decide, the first one first. */
export function workListPage({ reviews, evidence, hubs, hub, failed }: WorkListFacts) {
  const days = [...new Set(reviews.map(({ startsAt }) => londonDate(startsAt).toString()))];
  return {
    title: 'Reviews to decide',
    actions: [
      { text: 'Police markers', href: '/markers', plain: true },
      { text: 'Relevance rate', href: '/performance/relevance', plain: true },
    ],
    filter:
      hubs.length === 1
        ? null
        : {
            action: '/relevance',
            label: 'Filter the reviews',
            fields: [
              {
                name: 'hub',
                label: 'Hub',
                value: hub ?? '',
                items: [
                  { value: '', text: 'All my hubs' },
                  ...hubs.map(({ code, name }) => ({ value: code, text: name })),
                ],
              },
            ],
          },
    sentence: sentenceOf(reviews),
    failed:
      failed.length === 0
        ? null
        : {
            tone: 'bad' as const,
            title: 'The hub was not told by mail',
            lines: failed.map(({ reference, day }) => ({
              text: `${reference}, opened again on ${formatDay(day)}`,
              href: `/conferences/${reference}/relevance`,
            })),
          },
    table: {
      caption: 'Reviews to decide',
      captionHidden: true,
      flow: true,
      columns: columnsOf,
      groups: days.map((day) => ({
        title: formatDay(Temporal.PlainDate.from(day)),
        rows: reviews
          .filter(({ startsAt }) => londonDate(startsAt).toString() === day)
          .map((review) => rowOf(review, evidence.get(review.id) ?? [], hubs)),
      })),
      empty: {
        title: 'Every review is decided',
        text: `Nothing to decide in the next ${DAYS_AHEAD} working days. A child added or a police marker opens one again, and it appears here.`,
        href: '/board',
        linkText: 'Back to the board',
      },
    } satisfies Table<Key>,
  };
}

const columnsOf: Table<Key>['columns'] = [
  { key: 'time', text: 'Time', nowrap: true, bare: true },
  { key: 'review', text: 'Review', rowHeader: true, bare: true, nowrap: true },
  { key: 'hub', text: 'Hub', nowrap: true, bare: true },
  { key: 'why', text: 'How it stands', bare: true },
  { key: 'known', text: 'What is known', bare: true },
  { key: 'action', text: 'Next action', bare: true },
];

function sentenceOf(reviews: readonly ToDecide[]): string {
  if (reviews.length === 0) return '';
  const undecided = reviews.filter(({ value }) => value === null || value === 'undecided');
  const again = undecided.filter((one) => because(one) !== null).length;
  const look = reviews.length - undecided.length;
  const parts = [
    `${undecided.length} undecided`,
    ...(again > 0 ? [`${again} of them opened again`] : []),
    ...(look > 0 ? [`${look} to look at again`] : []),
  ];
  return `${parts.join(', ')} in the next ${DAYS_AHEAD} working days. Undecided at the start counts as relevant.`;
}

const because = ({ value, reason }: ToDecide): string | null =>
  value === null || reason === null ? null : reopenedBecause({ value, reason });

function rowOf(review: ToDecide, evidence: readonly Evidence[], hubs: readonly Hub[]): Row<Key> {
  const href = `/conferences/${review.reference}`;
  return {
    ...(because(review) === null ? {} : { tone: 'warn' as const }),
    cells: {
      time: formatTime(review.startsAt),
      review: {
        text: review.reference,
        href,
        strong: true,
        note: `${kindLabel(review.kind)}, ${review.children} ${review.children === 1 ? 'child' : 'children'}`,
      },
      hub: hubs.find(({ code }) => code === review.hubCode)?.name ?? review.hubCode,
      why: standing(review),
      known:
        evidence.length === 0
          ? { text: 'Nothing that speaks for a criterion', quiet: true }
          : { list: evidence.map(evidenceWords) },
      action: { link: { text: 'Decide', href: `${href}/relevance`, label: `on ${review.reference}` } },
    },
  };
}

function standing(review: ToDecide): Cell {
  const reopened = because(review);
  if (reopened !== null) return { tag: tag('Opened again', 'warn'), note: reopened };
  if (review.lookAgain !== null) {
    const decided = review.value === null ? '' : relevanceLabel[review.value];
    return { text: decided, tag: tag('Look again', 'info'), note: lookAgainWords(review.lookAgain) };
  }
  return review.value === null
    ? { text: 'Nobody has decided' }
    : { text: 'Undecided', ...(review.reason === null ? {} : { note: review.reason }) };
}

const tag = (text: string, tone: Tag['tone']): Tag => ({ text, ...(tone === undefined ? {} : { tone }) });
