import type { Moved } from './merge.queries.js';
import type { BroughtOver } from './people.js';

const counted = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];

/** What a merge moved, for the trail: no codes of children. */
export function movedWords(
  moved: readonly Moved[],
  people: Pick<BroughtOver, 'names' | 'calledOff'>,
): readonly string[] {
  const count = (what: Moved['what']): number => moved.filter((one) => one.what === what).length;
  return [
    ...counted(count('invitation'), 'invitation', 'invitations'),
    ...counted(count('candidate') + count('inbound-mail'), 'message', 'messages'),
    ...(count('report') > 0 ? ['the report'] : []),
    ...counted(count('child-added'), 'child added', 'children added'),
    ...counted(count('child-filled'), 'child completed', 'children completed'),
    ...people.names.map((name) => `${name} brought over`),
    ...people.calledOff.map((name) => `${name} called off`),
  ];
}
