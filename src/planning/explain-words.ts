/** Explanations for a terminal. */
import type { PersonAndSitting } from './instance.js';
import type { Explanation } from './explain.js';
import { levelsAsJson, valueInWords } from './plan-words.js';
import type { Covering } from './would-cover.js';
import { never } from '../kernel/decided.js';

export function explanationInWords({ person, sitting }: PersonAndSitting, explanation: Explanation): readonly string[] {
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
      ];
    }
    case 'as-good':
      return [`${person} on ${sitting} would be as good: another plan is worth the same at every level.`];
    case 'unknown':
      return ['The time was up before it was known: give it more with --seconds.'];
    default:
      return never(explanation);
  }
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
