import { mayAtAll, type Action } from '../access/access.js';
import type { Actor, Role } from '../access/actor.js';
import type { Menu, MenuItem } from './page-parts.js';

interface Entry {
  readonly text: string;
  readonly href: string;
  readonly needs: Action;
  readonly key: string;
  /** Who lives there; everybody else finds it under "More". */
  readonly home: readonly Role[];
}

const DESK: readonly Role[] = ['coordinator', 'supervisor'];

const ENTRIES: readonly Entry[] = [
  { text: 'Board', href: '/board', needs: 'assignment.change', key: 'b', home: DESK },
  { text: 'Inbox', href: '/inbox', needs: 'candidate.decide', key: 'i', home: DESK },
  { text: 'Today', href: '/rota', needs: 'assignment.change', key: 'd', home: DESK },
  { text: 'Plan', href: '/plan', needs: 'plan.make', key: 'w', home: DESK },
  { text: 'Relevance', href: '/relevance', needs: 'relevance.decide', key: 'v', home: DESK },
  { text: 'My conferences', href: '/my', needs: 'assignment.answer', key: 'm', home: [...DESK, 'attendee'] },
  { text: 'Audit', href: '/audit', needs: 'audit.read', key: 'u', home: ['auditor'] },
  {
    text: 'Performance',
    href: '/performance',
    needs: 'performance.read',
    key: 'p',
    home: [...DESK, 'leadership', 'auditor'],
  },
  { text: 'Attendees', href: '/attendees', needs: 'attendee.read', key: 'a', home: ['administrator'] },
  {
    text: 'Priorities',
    href: '/priorities',
    needs: 'priorities.read',
    key: 'y',
    home: ['leadership', 'administrator'],
  },
  { text: 'Expected', href: '/expected', needs: 'expectation.read', key: 'x', home: [...DESK, 'leadership'] },
  { text: 'Challenges', href: '/challenges', needs: 'challenge.read', key: 'g', home: ['leadership'] },
  { text: 'Capacity', href: '/capacity', needs: 'priorities.read', key: 'q', home: ['leadership'] },
  { text: 'Fair shares', href: '/rota/fairness', needs: 'fairness.read', key: 'f', home: ['attendee'] },
  { text: 'Quality', href: '/quality', needs: 'quality.read', key: 'o', home: [] },
  { text: 'Mail', href: '/mail', needs: 'mail.read', key: 'e', home: [...DESK, 'auditor'] },
  { text: 'Mail test', href: '/self-test', needs: 'mail.test', key: 't', home: ['administrator'] },
  { text: 'Chasing', href: '/chasing', needs: 'chasing.read', key: 'c', home: ['administrator'] },
  { text: 'Reconciliation', href: '/reconciliation', needs: 'reconciliation.read', key: 'r', home: ['leadership'] },
  { text: 'Imports', href: '/imports', needs: 'import.change', key: 'l', home: [] },
  { text: 'Automation', href: '/automation', needs: 'automation.read', key: 'n', home: ['administrator'] },
];

/** The pages where this person's work is, and behind "More" all others that they may open. */
export function menuFor(actor: Actor, url: string, counts: Readonly<Record<string, number | null>>): Menu {
  const path = url.split('?')[0] ?? url;
  const open = ENTRIES.filter((entry) => isFor(actor, entry));
  const here = currentAmong(open, path);
  const itemOf = ({ text, href, key }: Entry): MenuItem => {
    return { text, href, key, current: href === here, count: counts[href] ?? null };
  };
  const isHome = ({ home }: Entry): boolean => home.some((role) => actor.roles.includes(role));
  const more = open.filter((entry) => !isHome(entry)).map(itemOf);
  return {
    items: open.filter(isHome).map(itemOf),
    more,
    moreCount: more.reduce((sum, { count }) => sum + (count ?? 0), 0) || null,
    inMore: more.some(({ current }) => current),
  };
}

/** The entry that is nearest above the page; `/rota/fairness` is its own and not one of `/rota`. */
function currentAmong(entries: readonly Entry[], path: string): string | null {
  const above = entries.filter(({ href }) => path === href || path.startsWith(`${href}/`));
  return above.toSorted((a, b) => b.href.length - a.href.length)[0]?.href ?? null;
}

/** Whoever reads mail finds the test of it there; only people with an assignment of their own have a page of their own. */
function isFor(actor: Actor, { href, needs }: Entry): boolean {
  if (href === '/my' && actor.attendeeId === null) return false;
  if (href === '/self-test' && mayAtAll(actor, 'mail.read')) return false;
  return mayAtAll(actor, needs);
}
