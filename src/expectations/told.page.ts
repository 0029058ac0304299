import type { Hub } from '../../config/reference-data.js';
import type { FieldError, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { rowFields } from './expectation.form.js';
import type { TellingResult, TellingState } from './expectations.service.js';
import type { ListedExpectation } from './read-expectations.js';
import type { TellingProblem, WrittenExpectation } from './told.js';

const BACK = { text: 'Expected conferences', href: '/expected' };
type Hubs = readonly Pick<Hub, 'code' | 'name'>[];
const hubItems = (hubs: Hubs) => [
  ...(hubs.length === 1 ? [] : [{ value: '', text: 'Choose' }]),
  ...hubs.map(({ code, name }) => ({ value: code, text: name })),
];

/** The form for one strategy discussion or transfer; `problem` says what to put right, or to confirm. */
export function tellPage(
  typed: WrittenExpectation & { readonly confirmed: boolean },
  hubs: Hubs,
  problem: TellingProblem | null,
) {
  const errors: FieldError[] =
    problem === null
      ? []
      : [{ text: problem.sentence, href: problem.code === 'confirm' ? '#confirmed' : `#${problem.field}` }];
  return {
    title: 'Record a strategy discussion or transfer',
    back: BACK,
    errors,
    typed,
    hubs: hubItems(hubs),
    origins: [
      {
        value: 'strategy-discussion',
        text: 'Strategy discussion',
        hint: 'The one that began the section 47 enquiry. A later one does not start the clock again.',
      },
      { value: 'transfer-in', text: 'Transfer of a child on a plan', hint: 'The day from which the hub counts.' },
    ],
    confirm: problem?.code === 'confirm' ? { text: problem.sentence } : null,
  };
}

export const uploadPage = (hubs: Hubs, errors: readonly FieldError[]) => ({
  title: 'Upload strategy discussions',
  back: BACK,
  errors,
  hubs: hubItems(hubs),
});

const count = (results: readonly TellingResult[], state: TellingState): number =>
  results.filter((one) => one.state === state).length;
const conferences = (n: number): string => `${n.toLocaleString('en-GB')} ${n === 1 ? 'conference' : 'conferences'}`;

const STATE_WORDS: Record<TellingState, string> = {
  added: 'New',
  known: 'On record already',
  running: 'The clock runs already from an earlier day',
  refused: 'Refused',
};

const MOST_SHOWN = 200;

/** What a list would add, before it does. Those refused come first, each with what to put right. */
export function tellPreviewPage(rows: readonly ListedExpectation[], results: readonly TellingResult[]) {
  const both = rows.map((row, i) => ({ row, result: results[i]! }));
  const isPast = ({ result }: (typeof both)[number]): boolean => result.problem?.code === 'confirm';
  const taken = both.filter((one) => one.result.state === 'added' || isPast(one));
  const added = count(results, 'added');
  const past = both.filter(isPast).length;
  const ordered = both.toSorted((a, b) => Number(b.result.state === 'refused') - Number(a.result.state === 'refused'));
  return {
    title: taken.length === 0 ? 'Nothing new in this list' : 'Check what this list adds',
    back: { text: 'Upload strategy discussions', href: '/expected/list' },
    sentence: sentenceOf(results, past),
    canRecord: taken.length > 0,
    button: added === 0 ? 'Record' : `Expect ${conferences(added)}`,
    past: past === 0 ? null : `Also record the ${past} whose last day has passed`,
    rows: rowFields(taken.map(({ row }) => row)),
    table: {
      caption: 'Rows',
      columns: [
        { key: 'row', text: 'Row', numeric: true },
        { key: 'what', text: 'Told', rowHeader: true, bare: true },
        { key: 'state', text: 'What becomes of it' },
      ],
      rows: ordered.slice(0, MOST_SHOWN).map(({ row, result }) => ({
        ...(result.state === 'refused' ? { tone: 'bad' as const } : {}),
        cells: {
          row: row.row,
          what: {
            text: [row.hub, row.beganOn].filter((part) => part !== '').join(', '),
            note: [row.laReference, row.childIds].filter((part) => part !== '').join(', '),
          },
          state: {
            text: result.problem?.code === 'confirm' ? 'Only if you say so' : STATE_WORDS[result.state],
            ...(result.problem === null ? {} : { note: result.problem.sentence }),
          },
        },
      })),
    } satisfies Table<'row' | 'what' | 'state'>,
    more: ordered.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${ordered.length} rows are shown.` : null,
  };
}

function sentenceOf(results: readonly TellingResult[], past: number): string {
  const known = count(results, 'known') + count(results, 'running');
  const wrong = count(results, 'refused') - past;
  return `${[
    `${count(results, 'added')} new`,
    ...(past > 0 ? [`${past} whose last day has passed`] : []),
    ...(known > 0 ? [`${known} on record already`] : []),
    ...(wrong > 0 ? [`${wrong} refused and left out`] : []),
  ].join(', ')}. Nothing is recorded yet.`;
}

/** What the banner says after it. */
export function toldFlash(results: readonly TellingResult[]): Flash {
  const added = count(results, 'added');
  if (added > 0) return { title: `${conferences(added)} expected.` };
  if (count(results, 'running') > 0) {
    const text = 'A later strategy discussion does not start the clock again.';
    return { title: 'It is expected already, from an earlier day.', text, tone: 'warn' };
  }
  return { title: 'Nothing new: it was on record already.', tone: 'warn' };
}
