import type { Hub } from '../../config/reference-data.js';
import type { ShownRow } from './looking.service.js';
import { periodOf, periodWords, type Reconciliation } from './reconciliation.js';

export interface LetterFacts {
  readonly list: Reconciliation;
  readonly hub: Hub;
  readonly rows: readonly ShownRow[];
  readonly text: string;
  /** As in the address: which rows it is about. */
  readonly query: string;
  readonly mayDecide: boolean;
  readonly isCut: boolean;
}

/** The letter to copy or to keep; nothing sends it. */
export function letterPage({ list, hub, rows, text, query, mayDecide, isCut }: LetterFacts) {
  const address = `/reconciliation/${list.id}`;
  const period = periodWords(periodOf(list));
  const many = `${rows.length} ${rows.length === 1 ? 'conference' : 'conferences'}`;
  return {
    title: 'Letter to the local authority',
    caption: `${hub.localAuthority} · ${period} · about ${many}`,
    back: { text: `${hub.name}, ${period}`, href: address },
    text: rows.length === 0 ? null : text,
    cut: isCut ? `A letter asks about at most ${rows.length} conferences. Settle these first.` : null,
    file: { text: 'Download as text (.txt)', href: `${address}/letter.txt?${query}` },
    asked: mayDecide ? { action: `${address}/asked`, rows: rows.map(({ id }) => id).join(',') } : null,
  };
}
