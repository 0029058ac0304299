/** Explanations for a terminal. */
import type { PersonAndSitting } from './instance.js';
import type { Explanation } from './explain.js';
import type { Placed } from './instance.js';
import { levelsAsJson, valueInWords } from './plan-words.js';
import type { Plan } from './plan.js';
import type { Covering } from './would-cover.js';
import { never } from '../kernel/decided.js';

/** @param before the plan that was asked about, to say who else would go elsewhere */
export function explanationInWords(
  { person, sitting }: PersonAndSitting,
  explanation: Explanation,
  before: Plan | null = null,
): readonly string[] {
  const others = before === null || !('plan' in explanation) ? [] : movesInWords(before, explanation.plan);
  switch (explanation.kind) {
    case 'nobody':
      return explanation.why;
    case 'planned':
      return [`${person} is on ${sitting} in this plan.`];
    case 'forbidden':
      return [`${person} cannot be on ${sitting}.`, ...explanation.why];
    case 'loses': {
      const { before, after } = explanation;
      return [
        `With ${person} on ${sitting} the best plan is worse at level ${before.level}, ${before.words}: ` +
          `${valueInWords(after.value)} instead of ${valueInWords(before.value)}.`,
        ...others,
      ];
    }
    case 'as-good':
      return [`${person} on ${sitting} would be as good: another plan is worth the same at every level.`, ...others];
    case 'unknown':
      return ['The time was up before it was known: a plan that is proven within its time can say.'];
    default:
      return never(explanation);
  }
}

const MOST_MOVES = 6;
const whoGoes = ({ lead, seconds }: Placed): string => [lead ?? 'nobody leads', ...seconds].join(' and ');

/** What else would be otherwise in the other plan. */
function movesInWords(before: Plan, after: Plan): readonly string[] {
  const now = new Map(after.assignment.map((placed) => [placed.sitting, whoGoes(placed)]));
  const moves = before.assignment.flatMap((placed) => {
    const then = now.get(placed.sitting);
    return then === undefined || then === whoGoes(placed)
      ? []
      : [`${placed.sitting}: ${then} instead of ${whoGoes(placed)}`];
  });
  const more = moves.length - MOST_MOVES;
  if (moves.length === 0) return [];
  return [`Then: ${moves.slice(0, MOST_MOVES).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`];
}

export const explanationAsJson = (asked: PersonAndSitting, explanation: Explanation): object => ({
  ...asked,
  answer: explanation.kind,
  sentences: explanationInWords(asked, explanation),
  ...('plan' in explanation ? { levels: levelsAsJson(explanation.plan.levels) } : {}),
});

export function coveringInWords({ sitting, missing, changes }: Covering): readonly string[] {
  const what = missing === 'lead' ? 'a lead' : 'a second person';
  if (changes.length === 0) return [`${sitting} lacks ${what}, and none of the changes that were tried covers it.`];
  return [`${sitting} lacks ${what}. Any one of these would cover it:`, ...changes.map(({ words }) => `  ${words}`)];
}
