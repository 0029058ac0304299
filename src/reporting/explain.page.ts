import type { Hub, ReferenceData } from '../../config/reference-data.js';
import { AUDIT_WORDS } from '../audit/events.js';
import { detailInWords } from '../audit/words.js';
import { stateLabel } from '../conferences/conference.js';
import { isReview, kindName } from '../conferences/kinds.js';
import { formatMonth, formatSpan, formatWhen } from '../kernel/london.js';
import type { CountedConference } from '../measures/facts.queries.js';
import { countingBy } from '../measures/counting.js';
import { rulings } from '../measures/measure.js';
import type { StoredCount } from '../measures/stored.js';
import { differences } from '../measures/verify.js';
import { outcomeLabel } from '../participation/participation.js';
import { relevanceLabel } from '../relevance/relevance.js';
import type { Fact, Link, Notice, Row, Table, Tag } from '../web/page-parts.js';
import type { Decided } from './decided.queries.js';
import { tagOf } from './counted-list.page.js';

export interface Explained {
  readonly facts: CountedConference;
  readonly hub: Hub;
  readonly decided: readonly Decided[];
  readonly now: Temporal.Instant;
  readonly reference: ReferenceData;
}

export interface ExplainPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly actions: readonly Link[];
  readonly drift: Notice | null;
  readonly verdict: readonly Fact[];
  readonly rules: Table<'rule' | 'met'>;
  readonly measures: Table<'measure' | 'how' | 'rule'>;
  readonly facts: readonly Fact[];
  readonly decided: Table<'what' | 'who' | 'when'>;
}

/** Which rule of which version counted a conference, or kept it out. */
export function explainPage(explained: Explained): ExplainPage {
  const { facts, hub, reference } = explained;
  const stored = facts.stored[0];
  const month = stored?.month.toPlainYearMonth();
  return {
    title: `How ${facts.reference} counts`,
    caption: `${kindName(facts.kind)}, ${hub.name}`,
    back: {
      text: month === undefined ? 'Participation' : `Participation in ${formatMonth(month)}`,
      href: month === undefined ? '/performance' : `/performance?month=${month.toString()}`,
    },
    actions: [{ text: 'Open the conference', href: `/conferences/${facts.reference}` }],
    drift: driftNotice(facts, reference),
    verdict: stored === undefined ? [] : verdictOf(stored, explained),
    rules: rulesTable(facts),
    measures: measuresTable(stored, reference),
    facts: factsOf(facts),
    decided: decidedTable(explained.decided),
  };
}

/** A stored count that its facts no longer give is a fault: shown, never hidden behind a fresh one. */
function driftNotice(facts: CountedConference, reference: ReferenceData): Notice | null {
  if (differences(facts, countingBy(reference)).length === 0) return null;
  return {
    tone: 'warn',
    title: 'What is stored is not what the facts below give',
    text: 'The figures show what is stored. Tell the service desk the reference of this conference.',
  };
}

function verdictOf(stored: StoredCount, { now, reference }: Explained): readonly Fact[] {
  const measure = reference.measures.find((one) => one.id === stored.measure);
  const ahead = Temporal.Instant.compare(stored.countsFrom, now) > 0;
  const asNow: Fact = { key: 'Counted', value: { tag: tagOf(stored), note: stored.why } };
  const later: Fact = {
    key: 'Counted',
    value: {
      tag: { text: 'Not yet' },
      note: `It is part of no figure before it is due to end, on ${formatWhen(stored.countsFrom)}.`,
    },
  };
  return [
    ahead ? later : asNow,
    { key: 'Measure', value: `${stored.measure}, ${measure?.name ?? 'no longer defined'}` },
    { key: 'Month', value: formatMonth(stored.month.toPlainYearMonth()) },
    { key: 'Definitions', value: `Version ${stored.definitionVersion}` },
  ];
}

const MET: Tag = { text: 'Met', tone: 'good' };
const UNMET: Tag = { text: 'Not met', tone: 'bad' };

/** The conditions in the order in which they are asked, then whether TVP was there. */
function rulesTable(facts: CountedConference): Table<'rule' | 'met'> {
  const asked = rulings(facts);
  const counts = asked.every((ruling) => ruling.met === true);
  const attended = facts.participation?.presentAtDecision === true;
  const row = (rule: string, met: boolean | null): Row<'rule' | 'met'> => ({
    cells: { rule, met: met === null ? { text: 'not asked', quiet: true } : { tag: met ? MET : UNMET } },
  });
  return {
    caption: 'Rules, in the order in which they are asked',
    columns: [
      { key: 'rule', text: 'Rule', rowHeader: true, bare: true },
      { key: 'met', text: 'Here', nowrap: true, bare: true },
    ],
    rows: [
      ...asked.map((ruling) => row(ruling.says, ruling.met)),
      row('TVP was present when the decision was taken, and somebody recorded it', counts ? attended : null),
    ],
  };
}

/** Every measure of the set, in a sentence each: whether it is in, whether it is met, and by which rule. */
function measuresTable(stored: StoredCount | undefined, { measures }: ReferenceData): ExplainPage['measures'] {
  const ids = (list: readonly string[] | undefined, id: string): boolean => list?.includes(id) ?? false;
  return {
    caption: `Every measure, by definitions ${stored?.definitionVersion ?? ''}`,
    flow: true,
    columns: [
      { key: 'measure', text: 'Measure', rowHeader: true, bare: true },
      { key: 'how', text: 'Here', nowrap: true, bare: true },
      { key: 'rule', text: 'Rule' },
    ],
    rows: measures
      .filter(({ shows }) => shows !== 'reasons')
      .map(({ id, name, numerator, denominator, shows }) => {
        const counts = ids(stored?.counts, id);
        const how = shows === 'count' ? (counts ? 'counted' : 'not counted') : counts ? (ids(stored?.met, id) ? 'met' : 'not met') : 'not in it'; // prettier-ignore
        const rule = counts ? `${numerator}.` : `Only: ${denominator}.`;
        return { cells: { measure: `${id}, ${name}`, how: counts ? how : { text: how, quiet: true }, rule } };
      }),
  };
}

/** Whose word each fact is, corrections included: the first stays beside what replaced it. */
function decidedTable(decided: readonly Decided[]): ExplainPage['decided'] {
  return {
    caption: 'Who decided',
    flow: true,
    columns: [
      { key: 'what', text: 'What', rowHeader: true, bare: true },
      { key: 'who', text: 'Who', nowrap: true, bare: true },
      { key: 'when', text: 'When', nowrap: true, bare: true },
    ],
    rows: decided.map(({ at, actor, action, detail }) => {
      const note = detailInWords(action, detail);
      return {
        cells: {
          what: { text: AUDIT_WORDS[action], ...(note === '' ? {} : { note }) },
          who: actor,
          when: formatWhen(at),
        },
      };
    }),
    empty: { title: 'Nobody has decided anything yet', text: 'It counts by what the invitation says.' },
  };
}

function factsOf(facts: CountedConference): readonly Fact[] {
  const { participation } = facts;
  const decision =
    participation?.presentAtDecision === true ? 'present at the decision' : 'not present at the decision';
  return [
    { key: 'Sitting', value: formatSpan(facts.startsAt, facts.endsAt) },
    { key: 'State', value: stateLabel(facts.state) },
    {
      key: 'First invitation',
      value:
        facts.firstReceivedAt === null
          ? facts.imported
            ? 'not known: the list does not say'
            : 'none'
          : formatWhen(facts.firstReceivedAt),
    },
    ...(isReview(facts.kind) ? [{ key: 'Relevance at the start', value: relevanceOf(facts) }] : []),
    ...(facts.imported
      ? [{ key: 'Source', value: 'Imported from a list when it was over; counts in the baseline only' }]
      : []),
    {
      key: 'Outcome',
      value: participation === null ? 'not recorded' : `${outcomeLabel(participation.outcome)}, ${decision}`,
    },
  ];
}

function relevanceOf({ imported, relevanceAtStart }: CountedConference): string {
  if (!imported) return relevanceLabel[relevanceAtStart];
  return imported.relevance === null ? 'not known: the list does not say' : relevanceLabel[imported.relevance];
}
