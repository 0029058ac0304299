/** Answers to what is asked of a plan, in sentences. */
import { explain } from './explain.js';
import { coveringInWords, explanationInWords } from './explain-words.js';
import type { Instance } from './instance.js';
import type { KeptQuestion } from './kept-plan.js';
import type { Plan, PlanOptions } from './plan.js';
import { wouldCover } from './would-cover.js';

export async function answerTo(
  instance: Instance,
  plan: Plan,
  { kind, sitting, person }: Pick<KeptQuestion, 'kind' | 'sitting' | 'person'>,
  options: PlanOptions,
): Promise<readonly string[]> {
  if (kind === 'why' && person !== null)
    return explanationInWords({ person, sitting }, await explain(instance, plan, { person, sitting }, options), plan);
  const covering = await wouldCover(instance, plan, sitting, options);
  return covering === null ? [`Everybody who is wanted on ${sitting} is on it.`] : coveringInWords(covering);
}
