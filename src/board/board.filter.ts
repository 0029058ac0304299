import type { KindFamily } from '../conferences/kinds.js';
import { typedText } from '../kernel/typed-text.js';
import { OWNERS, READINESS, type Owner, type ReadinessState } from './readiness.js';

/** What the address asks the board for; anything not understood falls back to the ordinary view. */
export interface BoardFilter {
  /** A hub code, or null for all that the person may see. */
  readonly hub: string | null;
  readonly family: KindFamily | null;
  /** Who has the next move; null for anybody. */
  readonly owner: Owner['role'] | null;
  readonly show: ReadinessState | 'all';
}

/** Reads the address. A hub outside the person's reach is as good as none. */
export function readBoardFilter(query: unknown, hubs: readonly string[]): BoardFilter {
  const hub = typedText(query, 'hub');
  const kind = typedText(query, 'kind');
  const owner = typedText(query, 'owner');
  const show = typedText(query, 'show');
  return {
    hub: hubs.includes(hub) ? hub : null,
    family: kind === 'initial' || kind === 'review' ? kind : null,
    owner: OWNERS.find((one) => one === owner) ?? null,
    show: show === 'all' ? 'all' : (READINESS.find((one) => one === show) ?? 'needs-action'),
  };
}

/** The address of a view, without what is the default anyway. */
export function boardHref(filter: BoardFilter): string {
  const query = new URLSearchParams({
    ...(filter.hub === null ? {} : { hub: filter.hub }),
    ...(filter.family === null ? {} : { kind: filter.family }),
    ...(filter.owner === null ? {} : { owner: filter.owner }),
    ...(filter.show === 'needs-action' ? {} : { show: filter.show }),
  }).toString();
  return query === '' ? '/board' : `/board?${query}`;
}
