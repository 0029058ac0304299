import { formatWhen, londonTime } from '../kernel/london.js';
import type { Cell, FieldError, Table } from '../web/page-parts.js';
import { AUDIT_WORDS } from './events.js';
import { AUDIT_ACTIONS, type TypedSearch } from './trail.form.js';
import type { Seal } from './seal.queries.js';
import type { FoundLine, TrailPlace } from './trail.queries.js';
import { detailInWords } from './words.js';

export const LINES_A_PAGE = 50;

/** The trail as an auditor reads it. `found` has one line more than a page when there are more that way. */
export function trailPage(
  typed: TypedSearch,
  found: readonly FoundLine[],
  place: TrailPlace,
  seal: Seal | null,
  errors: readonly FieldError[] = [],
) {
  const newer = place !== null && 'after' in place;
  const more = found.length > LINES_A_PAGE;
  const shown = newer ? found.slice(-LINES_A_PAGE) : found.slice(0, LINES_A_PAGE);
  const filtered = Object.values(typed).some((value) => value !== '');
  const first = shown.at(0);
  const last = shown.at(-1);
  const hasNewer = newer ? more : place !== null;
  const hasOlder = newer || more;
  return {
    title: 'Audit',
    errors,
    filter: filterBar(typed, filtered),
    lines: linesTable(shown, errors.length > 0),
    seal: seal && { when: toTheSecond(seal.sealedAt), number: seal.number, digest: seal.digest },
    pages: {
      text: shown.length === 0 ? '' : 'Newest first',
      ...(hasNewer && first ? { previousHref: hrefOf(typed, 'after', first.id) } : {}),
      ...(hasOlder && last ? { nextHref: hrefOf(typed, 'before', last.id) } : {}),
    },
  };
}

const filterBar = (typed: TypedSearch, filtered: boolean) => ({
  action: '/audit',
  label: 'Filter the trail',
  fields: [
    { name: 'reference', label: 'Reference', value: typed.reference, width: 10 },
    { name: 'person', label: 'Person', value: typed.person, width: 10 },
    {
      name: 'action',
      label: 'What happened',
      value: typed.action,
      items: [
        { value: '', text: 'Anything' },
        ...AUDIT_ACTIONS.map((action) => ({ value: action, text: AUDIT_WORDS[action] })),
      ],
    },
    { name: 'from', label: 'From', value: typed.from, width: 10 },
    { name: 'to', label: 'To', value: typed.to, width: 10 },
  ],
  ...(filtered ? { clearHref: '/audit' } : {}),
});

function linesTable(
  shown: readonly FoundLine[],
  unreadable: boolean,
): Table<'when' | 'who' | 'what' | 'conference' | 'detail'> {
  return {
    caption: 'What was done, by whom and when',
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'when', text: 'When', nowrap: true, bare: true },
      { key: 'who', text: 'Who', nowrap: true, bare: true },
      { key: 'what', text: 'What', rowHeader: true, bare: true },
      { key: 'conference', text: 'Conference', nowrap: true, bare: true },
      { key: 'detail', text: 'Details', bare: true },
    ],
    rows: shown.map((line) => ({
      id: `line-${line.id}`,
      cells: {
        when: toTheSecond(line.at),
        who: line.actor,
        what: AUDIT_WORDS[line.action],
        conference: line.reference === null ? null : { text: line.reference, href: `/conferences/${line.reference}` },
        detail: detailCell(line),
      },
    })),
    empty: unreadable
      ? { title: 'Nothing is shown until the filter can be read.' }
      : {
          title: 'Nothing on record matches.',
          text: 'Widen the filter, or clear it to see everything.',
          href: '/audit',
          linkText: 'Show everything',
        },
  };
}

/** References that fit on two lines; a longer list of them would push what people did off the screen. */
const MOST_REFERENCES = 12;

function detailCell({ action, detail }: FoundLine): Cell {
  const words = detailInWords(action, detail);
  const listed = action === 'conference.listed' ? detail['references'] : null;
  if (!Array.isArray(listed) || listed.length <= MOST_REFERENCES) return words;
  const [count, references] = words.split(': ', 2);
  return { text: count, fold: { summary: 'Which conferences', text: references ?? '' } };
}

const toTheSecond = (at: Temporal.Instant): string =>
  `${formatWhen(at)}:${String(londonTime(at).second).padStart(2, '0')}`;

function hrefOf(typed: TypedSearch, side: 'before' | 'after', id: number): string {
  const kept = Object.entries(typed).filter(([, value]) => value !== '');
  return `/audit?${new URLSearchParams([...kept, [side, String(id)]]).toString()}`;
}
