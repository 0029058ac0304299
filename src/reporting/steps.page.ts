import type { Cell, Table } from '../web/page-parts.js';
import { monthWords, type Chart } from './months.page.js';
import { figureOf, percentWords, type Count } from './rate.js';
import type { Report } from './report.js';
import { drawSteps } from './steps-drawing.js';
import { stepsOf, type Steps } from './steps.js';
import { capital } from './words.js';

export interface StepsPart {
  readonly chart: Chart;
  readonly table: Table<'step' | 'of'> & { readonly summary: string };
}

const TITLE = 'From reviews held to reviews attended';

/** What became of all reviews held in the month: decided about, relevant, attended. Null when none was held. */
export function stepsPart({ stood, month, latest }: Pick<Report, 'stood' | 'month' | 'latest'>): StepsPart | null {
  const steps = stepsOf(stood);
  if (steps.held === 0) return null;
  // On a phone there is no room for what it is a share of; the table says it.
  const drawn = (isNarrow: boolean) =>
    lines(steps).map(({ name, count, of, word }) => {
      const percent = word === null || of === 0 ? '' : percentWords({ n: count, of });
      return { name, count, share: percent === '' || isNarrow ? percent : `${percent} of those ${word}` };
    });
  return {
    chart: {
      sentence: sentenceOf(steps, monthWords(month, latest)),
      svg: drawSteps(drawn(false), TITLE, 720),
      narrowSvg: drawSteps(drawn(true), TITLE, 340),
    },
    table: tableOf(steps),
  };
}

interface Line {
  readonly name: string;
  readonly count: number;
  readonly of: number;
  /** What the whole is called; null for the first, which is the whole. */
  readonly word: string | null;
}

const lines = ({ held, decided, relevant, attended }: Steps): readonly Line[] => [
  { name: 'held', count: held, of: held, word: null },
  { name: 'decided before the start', count: decided, of: held, word: 'held' },
  { name: 'relevant', count: relevant, of: decided, word: 'decided' },
  { name: 'attended', count: attended, of: relevant, word: 'relevant' },
];

function sentenceOf({ held, decided, relevant, attended, undecided }: Steps, when: string): string {
  const was = (n: number): string => `${n.toLocaleString('en-GB')} ${n === 1 ? 'was' : 'were'}`;
  const all = `${held.toLocaleString('en-GB')} ${held === 1 ? 'review that we knew of was' : 'reviews that we knew of were'} held in ${when}`;
  const rest =
    undecided.of === 0
      ? 'Nobody had left any undecided.'
      : `On ${undecided.of} nobody had decided; they count as relevant, and ${was(undecided.n)} attended.`;
  return `${all}: ${was(decided)} decided about before the start, ${was(relevant)} relevant, and of those ${was(attended)} attended. ${rest}`;
}

function tableOf(steps: Steps): StepsPart['table'] {
  const cell = (count: Count, none: string): Cell => (count.of === 0 ? none : { figure: figureOf(count) });
  const rows = [
    ...lines(steps).map(({ name, count, of, word }) => ({
      step: word === null ? 'Reviews held that we knew of' : `${capital(name)}, of those ${word}`,
      of: word === null ? String(count) : cell({ n: count, of }, `none ${word}`),
    })),
    { step: 'Attended, of those undecided', of: cell(steps.undecided, 'none undecided') },
  ];
  return {
    summary: 'The steps as a table',
    caption: TITLE,
    captionHidden: true,
    columns: [
      { key: 'step', text: 'Step', rowHeader: true },
      { key: 'of', text: 'How many', numeric: true },
    ],
    rows: rows.map((cells) => ({ cells })),
  };
}
