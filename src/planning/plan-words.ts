/** A plan for a terminal: in words, and as JSON that `--keep` reads again. */
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import type { Instance, Placed, Sitting } from './instance.js';
import { asNumber, type Value } from './levels.js';
import type { LevelResult, Plan, Uncovered } from './plan.js';

const MOST_NAMED = 40;
const CLASS_WORDS = { icpc: 'ICPC', review: 'review', other: 'other' } as const;

export const exact = ({ over, under }: Value): string => (under === 1 ? String(over) : `${over}/${under}`);
export const valueInWords = (value: Value): string =>
  value.under === 1 ? String(value.over) : `${asNumber(value).toFixed(3)} (${exact(value)})`;

export function planInWords(instance: Instance, plan: Plan): readonly string[] {
  const placed = new Map(plan.assignment.map((one) => [one.sitting, one]));
  const inOrder = instance.sittings.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  const days = Map.groupBy(inOrder, (sitting) => londonDate(sitting.startsAt).toString());
  return [
    ...[...days].flatMap(([day, sittings]) => [
      formatDay(Temporal.PlainDate.from(day)),
      ...sittings.map((sitting) => sittingInWords(sitting, placed.get(sitting.id))),
      '',
    ]),
    ...(instance.sittings.length === 0 ? ['There are no sittings, so there is nothing to plan.', ''] : []),
    ...plan.levels.map(levelInWords),
    '',
    uncoveredInWords(plan.uncovered),
    `${plan.isProven ? 'Proven best at every level' : 'Not proven best'}, in ${plan.seconds.toFixed(1)} seconds.`,
    ...(plan.remark === null ? [] : [plan.remark]),
  ];
}

function sittingInWords(sitting: Sitting, placed: Placed | undefined): string {
  const seconds = placed?.seconds ?? [];
  const missing = sitting.seconds - seconds.length;
  const others = [...seconds, ...(missing > 0 ? [`${missing} not filled`] : [])];
  const when = `${formatTime(sitting.startsAt)} to ${formatTime(sitting.endsAt)}`;
  const second = others.length === 0 ? '' : `, second: ${others.join(', ')}`;
  return `  ${when}  ${sitting.id} (${CLASS_WORDS[sitting.class]}): ${placed?.lead ?? 'NOBODY LEADS'}${second}`;
}

function levelInWords({ level, words, value, bound, isProven }: LevelResult): string {
  const proof = isProven ? 'proven' : `not proven: at best ${valueInWords(bound)}`;
  return `${String(level).padStart(2)}. ${words}: ${valueInWords(value)} (${proof})`;
}

function uncoveredInWords(uncovered: readonly Uncovered[]): string {
  if (uncovered.length === 0) return 'Every place is filled.';
  const named = uncovered.slice(0, MOST_NAMED).map(inShort).join(', ');
  const more = uncovered.length - MOST_NAMED;
  return `Not filled: ${named}${more > 0 ? `, and ${more} more` : ''}.`;
}

const inShort = ({ sitting, lead, seconds }: Uncovered): string => {
  const missing = [...(lead ? ['lead'] : []), ...(seconds > 0 ? [`${seconds} second`] : [])];
  return `${sitting} (${missing.join(', ')})`;
};

export const planAsJson = (plan: Plan): object => ({
  assignment: plan.assignment,
  uncovered: plan.uncovered,
  levels: levelsAsJson(plan.levels),
  proven: plan.isProven,
  remark: plan.remark,
  seconds: Math.round(plan.seconds * 1000) / 1000,
});

export const levelsAsJson = (levels: readonly LevelResult[]): readonly object[] =>
  levels.map(({ level, name, value, bound, isProven }) => ({
    level,
    name,
    value: asNumber(value),
    bound: asNumber(bound),
    proven: isProven,
    ...(value.under === 1 ? {} : { exact: exact(value) }),
  }));
