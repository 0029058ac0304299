import type { Hub } from '../../config/reference-data.js';
import { isOff, stateLabel } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import { ALIKE_WORDS, suspectedDuplicates, type Likeness, type RecordedConference } from '../invitations/duplicate.js';
import { formatWhen } from '../kernel/london.js';
import type { Cell, Group, Link, Table } from '../web/page-parts.js';
import type { LikePair } from './which.page.js';

type Column = 'first' | 'second' | 'why' | 'next';

export interface DuplicatesPage {
  readonly title: string;
  readonly back: Link;
  readonly status: { readonly text: string };
  readonly pairs: Table<Column>;
}

type Judged = LikePair & { readonly because: Likeness };

/** Pairs of conferences that may be one, to be worked through. */
export function duplicatesPage(pairs: readonly LikePair[], hubs: readonly Hub[]): DuplicatesPage {
  const judged = pairs.flatMap(({ one, other }) =>
    suspectedDuplicates(one, [other]).map(({ because }) => ({ one, other, because })),
  );
  return {
    title: 'Possible duplicates',
    back: { text: 'Board', href: '/board' },
    status: {
      text: judged.length === 0 ? '' : `${judged.length === 1 ? '1 pair' : `${judged.length} pairs`} to look at`,
    },
    pairs: {
      caption: 'Conferences that may be recorded twice',
      captionHidden: true,
      flow: true,
      columns: [
        { key: 'first', text: 'Recorded first', rowHeader: true, bare: true },
        { key: 'second', text: 'Recorded later', bare: true },
        { key: 'why', text: 'Alike in', bare: true },
        { key: 'next', text: 'Next', hidden: true },
      ],
      groups: hubs.flatMap((hub) => groupOf(hub, judged)),
      empty: {
        title: 'Nothing seems to be recorded twice',
        text: 'Conferences with the same LA meeting id, calendar entry, child or time appear here until somebody compares them.',
        href: '/board',
        linkText: 'Back to the board',
      },
    },
  };
}

function groupOf(hub: Hub, judged: readonly Judged[]): readonly Group<Column>[] {
  const rows = judged
    .filter(({ one }) => one.hubCode === hub.code)
    .map(({ one, other, because }) => ({
      cells: {
        first: conferenceCell(one),
        second: conferenceCell(other),
        why: `${ALIKE_WORDS[because].charAt(0).toUpperCase()}${ALIKE_WORDS[because].slice(1)}`,
        next: { link: compareLink(one, other) },
      },
    }));
  return rows.length === 0 ? [] : [{ title: hub.name, rows }];
}

const conferenceCell = (one: RecordedConference): Cell => ({
  text: one.reference,
  href: `/conferences/${one.reference}`,
  notes: [`${kindLabel(one.kind)}, ${formatWhen(one.startsAt)}`, stateLabel(one.state)],
});

/** What is on is kept rather than what is off; else what was recorded first. */
function compareLink(one: RecordedConference, other: RecordedConference): Link {
  const [kept, merged] = isOff(one.state) && !isOff(other.state) ? [other, one] : [one, other];
  return {
    text: 'Compare',
    href: `/conferences/${kept.reference}/merge/${merged.reference}`,
    label: `${kept.reference} with ${merged.reference}`,
  };
}
