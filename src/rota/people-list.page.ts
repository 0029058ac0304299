import type { FieldError, Notice } from '../web/page-parts.js';
import type { BringRefusal, BroughtIn } from './people-list.service.js';

export interface PeopleListFacts {
  readonly problem?: string;
  readonly refusal?: BringRefusal;
  /** The list that was looked at, as text. */
  readonly list?: string;
}

/** So many names are printed; the rest are a number. */
const MOST_LINES = 40;

export function peopleListPage({ problem, refusal, list = '' }: PeopleListFacts) {
  const errors: readonly FieldError[] = problem === undefined ? [] : [{ text: problem, href: '#file' }];
  const would = refusal?.would;
  const count = would === undefined ? 0 : would.added.length + would.changed.length;
  const mayTake = would !== undefined && would.wrong.length === 0 && count > 0;
  return {
    title: 'People as a list',
    back: { text: 'All attendees', href: '/attendees' },
    errors,
    results: refusal === undefined ? [] : results(refusal.kind, refusal.would),
    take: mayTake
      ? { list, seen: would.seen, text: `Take ${count === 1 ? 'this change' : `these ${count} changes`}` }
      : null,
  };
}

function results(kind: BringRefusal['kind'], would: BroughtIn): readonly Notice[] {
  const { added, changed, known, wrong } = would;
  const sum = `${added.length} to add, ${changed.length} to change, ${known} as they are`;
  if (wrong.length > 0) {
    const title = `Nothing was taken: ${wrong.length === 1 ? 'one row is' : `${wrong.length} rows are`} wrong. Mend the list, then bring it again`;
    return [{ tone: 'warn', title, lines: cut(wrong) }];
  }
  const meanwhile: Notice = {
    tone: 'warn',
    title: 'Nothing was taken: somebody changed these people since you looked at the list. Check it once more',
  };
  return [
    ...(kind === 'changed-meanwhile' ? [meanwhile] : []),
    { tone: 'info', title: `${sum}. Nothing is taken yet` },
    ...(added.length === 0 ? [] : [{ title: 'To add', lines: cut(added) }]),
    ...(changed.length === 0 ? [] : [{ title: 'To change', lines: cut(changed) }]),
  ];
}

const cut = (lines: readonly string[]): readonly string[] =>
  lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`];
