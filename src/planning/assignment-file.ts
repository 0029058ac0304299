import { accepted, refused, type Decided } from '../kernel/decided.js';
import { Given } from '../measures/given.js';
import type { Assignment } from './instance.js';

/** Reads what `--json` printed, or only its list: whoever is no longer there simply does not stay. */
export function assignmentFrom(content: unknown): Decided<Assignment, readonly string[]> {
  const problems: string[] = [];
  const file = new Given(Array.isArray(content) ? { assignment: content } : content, 'The plan to keep', problems);
  // What is no object at all has been told already.
  if (problems.length === 0 && file.anything('assignment') === undefined) file.problem('has no "assignment"');
  const assignment = file.list('assignment', (entry) => ({
    sitting: entry.requiredText('sitting'),
    lead: entry.text('lead'),
    seconds: entry.texts('seconds') ?? [],
  }));
  return problems.length > 0 ? refused(problems) : accepted(assignment);
}
