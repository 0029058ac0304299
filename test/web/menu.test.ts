import type { Actor, Role } from '../../src/access/actor.js';
import { menuFor } from '../../src/web/menu.js';

const someone = (roles: readonly Role[], attendeeId: number | null = null): Actor =>
  ({ accountId: 1, name: 'Somebody', roles, hubs: ['reading'], attendeeId }) as unknown as Actor;
const texts = (items: readonly { readonly text: string }[]): string[] => items.map(({ text }) => text);

describe('the main menu', () => {
  const roles: readonly Role[] = ['coordinator', 'supervisor', 'attendee', 'leadership', 'auditor', 'administrator'];

  it.each(roles)('shows a %s a handful of pages, and every page and key once', (role) => {
    const { items, more } = menuFor(someone([role], role === 'attendee' ? 1 : null), '/board', {});
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThanOrEqual(8);
    const all = [...items, ...more];
    expect(new Set(all.map(({ href }) => href)).size).toBe(all.length);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });

  it('leads each role to where its day begins, and a coordinator to everything of the desk', () => {
    expect(texts(menuFor(someone(['administrator']), '/', {}).items)[0]).toBe('Attendees');
    expect(texts(menuFor(someone(['leadership']), '/', {}).items)[0]).toBe('Performance');
    expect(texts(menuFor(someone(['coordinator']), '/', {}).more)).toEqual([
      'Attendees',
      'Priorities',
      'Challenges',
      'Capacity',
      'Fair shares',
      'Chasing',
      'Reconciliation',
      'Imports',
      'Automation',
    ]);
  });

  it('puts a supervisor who also attends at both', () => {
    const { items } = menuFor(someone(['supervisor', 'attendee'], 1), '/board', {});
    expect(texts(items)).toEqual(expect.arrayContaining(['Board', 'My conferences']));
  });

  it('adds up what waits in the fold, and nothing when nothing does', () => {
    const priya = someone(['coordinator']);
    expect(menuFor(priya, '/board', { '/inbox': 3, '/challenges': 2, '/automation': 1 }).moreCount).toBe(3);
    expect(menuFor(priya, '/board', { '/inbox': 3, '/challenges': null }).moreCount).toBeNull();
  });

  it.each([
    ['/rota', 'Today', false],
    ['/rota/fairness?hub=reading', 'Fair shares', true],
    ['/challenges/4', 'Challenges', true],
    ['/conferences/TV-26-000001', undefined, false],
  ])('knows where %s is', (url, text, isFolded) => {
    const { items, more, inMore } = menuFor(someone(['coordinator']), url, {});
    expect([...items, ...more].filter(({ current }) => current).map((item) => item.text)).toEqual(text ? [text] : []);
    expect(inMore).toBe(isFolded);
  });
});
