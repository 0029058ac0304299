import type { Priority } from '../../config/priorities.js';
import type { Action } from '../access/access.js';
import { currencyOf, currencyWords } from '../kernel/currency.js';
import { formatDate } from '../kernel/london.js';
import { figureOf } from '../reporting/rate.js';
import { capital, hubWords } from '../reporting/words.js';
import type { Cell, Fact, Table, Tag } from '../web/page-parts.js';
import { JUDGES, verdictOf, type BehindFigure, type Evidence, type EvidenceFigure, type Verdict } from './evidence.js';
import type { EvidenceFacts } from './evidence-facts.js';
import type { Around } from './priorities.service.js';

const VERDICTS: Readonly<Record<Verdict, Tag>> = {
  met: { text: 'Met', tone: 'good' },
  'not-met': { text: 'Not met', tone: 'bad' },
  'cannot-tell': { text: 'Cannot be told', tone: 'neutral' },
};

interface Judged {
  readonly priority: Priority;
  readonly verdict: Verdict;
  readonly evidence: readonly Evidence[];
}

/** The ten at a glance, then each with its figures and with what the tracker cannot know. */
export function prioritiesPage(looked: Around & { readonly facts: EvidenceFacts }) {
  const { reference, facts, hubs, everywhere } = looked;
  const judged = reference.priorities.all.map((priority): Judged => {
    const evidence = priority.evidence.map((key) => JUDGES[key](facts));
    return { priority, evidence, verdict: verdictOf(evidence) };
  });
  const { version, owner, reviewOn } = reference.editions.priorities;
  return {
    title: 'The ten priorities',
    caption: capital(hubWords(null, hubs, everywhere)),
    sentence: overallSentence(judged),
    overview: overviewTable(judged),
    sections: judged.map((one) => sectionOf(one, looked)),
    edition: `Priorities version ${version}, ${owner}, to be reviewed by ${formatDate(reviewOn)}. Wording and limits are to be ratified.`,
    guidanceHref: '/priorities/guidance',
  };
}

function overallSentence(judged: readonly Judged[]): string {
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  return `By what the tracker holds, ${count('met')} of ${judged.length} are met, ${count('not-met')} are not, and of ${count('cannot-tell')} it cannot tell.`;
}

function overviewTable(judged: readonly Judged[]): Table<'priority' | 'state' | 'why'> {
  return {
    caption: 'The priorities at a glance',
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'priority', text: 'Priority', rowHeader: true, bare: true },
      { key: 'state', text: 'State', nowrap: true, bare: true },
      { key: 'why', text: 'Why', bare: true },
    ],
    rows: judged.map(({ priority: { number, title }, verdict, evidence }) => ({
      cells: {
        priority: { text: `${number}. ${title}`, href: `#priority-${number}` },
        state: { tag: VERDICTS[verdict] },
        why: evidence.map(({ sentence }) => sentence).join(' '),
      },
    })),
  };
}

function sectionOf({ priority, verdict, evidence }: Judged, around: Around) {
  const { number, title, means, cannotTell, owner, reviewOn } = priority;
  const state = currencyOf(reviewOn, around.today);
  const reviewed = state.state === 'current' ? '' : ` (${currencyWords(state).toLowerCase()})`;
  const figures = evidence.flatMap((one) => one.figures).map((figure) => figureFact(figure, around));
  const facts: readonly Fact[] = [
    ...figures,
    { key: 'What the tracker cannot tell', value: cannotTell },
    { key: 'Owner', value: { text: owner, note: `To be reviewed by ${formatDate(reviewOn)}${reviewed}` } },
  ];
  return {
    id: `priority-${number}`,
    title: `${number}. ${title}`,
    means,
    tag: VERDICTS[verdict],
    sentences: evidence.map(({ sentence }) => sentence),
    facts,
  };
}

function figureFact({ text, count, behind, whole }: EvidenceFigure, around: Around): Fact {
  const { href, needs } = BEHIND[behind](around.month.toString());
  const link = around.may(needs) ? { href } : {};
  return { key: text, value: figureCell(count, link, whole === true) };
}

function figureCell(count: EvidenceFigure['count'], link: { readonly href?: string }, whole: boolean): Cell {
  if (typeof count === 'number') return { text: count.toLocaleString('en-GB'), ...link };
  if (count.of === 0) return { text: 'none yet', quiet: true };
  const { interval, ...plain } = figureOf(count);
  return { figure: whole || interval === undefined ? plain : { ...plain, interval }, ...link };
}

type Behind = (month: string) => { readonly href: string; readonly needs: Action };

const conferences =
  (measure: string, months: number): Behind =>
  (month) => ({
    href: `/performance/conferences?measure=${measure}&month=${month}&months=${months}&counted=counted`,
    needs: 'performance.read',
  });
const page =
  (href: string, needs: Action): Behind =>
  () => ({ href, needs });

const BEHIND: Readonly<Record<BehindFigure, Behind>> = {
  'A1-month': conferences('A1', 1),
  'B1-month': conferences('B1', 1),
  'A1-year': conferences('A1', 12),
  'B1-year': conferences('B1', 12),
  quality: conferences('F1', 12),
  training: page('/priorities/training', 'priorities.read'),
  trail: page('/audit', 'audit.read'),
  demand: page('/priorities/demand', 'priorities.read'),
  capacity: page('/capacity', 'priorities.read'),
  guidance: page('/priorities/guidance', 'priorities.read'),
  automation: page('/performance#automation', 'performance.read'),
  recommendations: page('/priorities/recommendations', 'priorities.read'),
  challenges: page('/challenges?show=all', 'challenge.read'),
};
