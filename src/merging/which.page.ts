import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { ALIKE_WORDS, suspectedDuplicates, type RecordedConference } from '../invitations/duplicate.js';
import { formatWhen } from '../kernel/london.js';
import type { FieldError, Link, Notice } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';

/** A recorded conference beside one that it may be the same as. */
export interface LikePair {
  readonly one: RecordedConference;
  readonly other: RecordedConference;
}

export interface WhichPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly typed: string;
  readonly alike: Notice | null;
  readonly errors: readonly FieldError[];
}

/** "May be the same as TV-26-000002 (ICPC, Mon 30 Nov 2026, 09:30): the same LA meeting id", each with the way to compare. */
export function alikeNotice(reference: string, pairs: readonly LikePair[]): Notice | null {
  const lines = pairs.flatMap(({ one, other }) =>
    suspectedDuplicates(one, [other]).map(({ conference, because }) => ({
      text: `May be the same as ${conference.reference} (${kindLabel(conference.kind)}, ${formatWhen(conference.startsAt)}): ${ALIKE_WORDS[because]}.`,
      link: {
        text: 'Compare',
        href: `/conferences/${reference}/merge/${conference.reference}`,
        label: `with ${conference.reference}`,
      },
    })),
  );
  return lines.length === 0 ? null : { tone: 'warn', title: 'Recorded twice?', lines };
}

/** The form that asks with which other conference one is to be compared. */
export function withWhichPage(
  { conference, hub }: Opened,
  pairs: readonly LikePair[],
  typed: string,
  found: string | null,
): WhichPage {
  const href = `/conferences/${conference.reference}`;
  const text =
    found === null
      ? `Nothing within your hubs has the reference "${typed.slice(0, 40)}". Write it like TV-26-004211, or 4211.`
      : 'This is the same record. Give the reference of the other one.';
  return {
    title: 'Compare with another conference',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/merge`,
    typed,
    alike: alikeNotice(conference.reference, pairs),
    errors: typed === '' ? [] : [{ text, href: '#with' }],
  };
}

export const toldApartFlash = (reference: string, other: string): Flash => ({
  title: `${reference} and ${other} are two conferences`,
  text: 'You are not asked about them again.',
  tone: 'good',
  href: `/conferences/${reference}`,
  linkText: `Open ${reference}`,
});
