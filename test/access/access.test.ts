import { isWithin, mayAtAll, scopeOf, type Action } from '../../src/access/access.js';
import { ROLES, type Actor, type Role } from '../../src/access/actor.js';
import { readClaims } from '../../src/access/claims.js';

const actor = (roles: readonly Role[], over: Partial<Actor> = {}): Actor => ({
  id: 1,
  name: 'Somebody',
  roles,
  hubs: ['reading'],
  attendeeId: 7,
  ...over,
});

const OWN = { hubCode: 'reading', attendeeIds: [] };
const OTHER = { hubCode: 'slough', attendeeIds: [] };
const OTHER_BUT_ASSIGNED = { hubCode: 'slough', attendeeIds: [7] };

/** role -> which of own hub, other hub, other hub but assigned. Written out by hand: it is what was agreed. */
const AGREED: Record<Action, Partial<Record<Role, [boolean, boolean, boolean]>>> = {
  'invitation.record': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    robot: [true, true, true],
  },
  'candidate.decide': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'import.change': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    robot: [true, true, true],
  },
  'conference.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    attendee: [false, false, true],
    leadership: [true, true, true],
    auditor: [true, true, true],
  },
  'conference.change': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'assignment.change': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'plan.make': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'assignment.answer': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    attendee: [false, false, true],
  },
  'marker.record': { coordinator: [true, false, false], supervisor: [true, false, false], robot: [true, true, true] },
  'relevance.decide': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'participation.record': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    attendee: [false, false, true],
  },
  'attendee.read': {
    coordinator: [true, true, true],
    supervisor: [true, true, true],
    administrator: [true, true, true],
    auditor: [true, true, true],
  },
  'attendee.change': { administrator: [true, true, true] },
  'attendee.clear-mail': {
    coordinator: [true, true, true],
    supervisor: [true, true, true],
    administrator: [true, true, true],
  },
  'absence.change': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    attendee: [false, false, true],
    administrator: [true, true, true],
  },
  'fairness.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    attendee: [false, false, true],
    leadership: [true, true, true],
    auditor: [true, true, true],
    administrator: [true, true, true],
  },
  'mail.read': { coordinator: [true, false, false], supervisor: [true, false, false], auditor: [true, true, true] },
  'mail.test': { coordinator: [true, true, true], administrator: [true, true, true] },
  'performance.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
  },
  'reconciliation.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
    robot: [true, true, true],
  },
  'figures.of-people': { supervisor: [true, false, false] },
  'reconciliation.send': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    robot: [true, true, true],
  },
  'reconciliation.decide': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'audit.read': { auditor: [true, true, true] },
  'automation.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
    administrator: [true, true, true],
  },
  'automation.confirm': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'priorities.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
    administrator: [true, true, true],
  },
  'recommendation.change': {
    supervisor: [true, true, true],
    leadership: [true, true, true],
    administrator: [true, true, true],
  },
  'guidance.renew': { administrator: [true, true, true] },
  'chasing.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
    administrator: [true, true, true],
  },
  'expectation.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
  },
  'expectation.record': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    robot: [true, true, true],
  },
  'expectation.change': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'challenge.read': {
    coordinator: [true, false, false],
    supervisor: [true, false, false],
    leadership: [true, true, true],
    auditor: [true, true, true],
  },
  'challenge.change': { coordinator: [true, false, false], supervisor: [true, false, false] },
  'quality.read': { supervisor: [true, false, false], leadership: [true, true, true], auditor: [true, true, true] },
  'quality.audit': { supervisor: [true, false, false], leadership: [true, true, true] },
};

const cases = (Object.keys(AGREED) as Action[]).flatMap((action) => ROLES.map((role) => ({ action, role })));

it.each(cases)('$role and $action', ({ action, role }) => {
  const scope = scopeOf(actor([role]), action);
  const reach = [OWN, OTHER, OTHER_BUT_ASSIGNED].map((subject) => isWithin(scope, subject));
  expect(reach).toEqual(AGREED[action][role] ?? [false, false, false]);
});

it('lets nobody without a role do anything', () => {
  for (const action of Object.keys(AGREED) as Action[]) expect(mayAtAll(actor([]), action)).toBe(false);
});

it('gives a coordinator without hubs nothing', () => {
  expect(mayAtAll(actor(['coordinator'], { hubs: [] }), 'conference.read')).toBe(false);
});

it('gives a person with two roles what either allows', () => {
  const scope = scopeOf(actor(['coordinator', 'attendee']), 'conference.read');
  expect([OWN, OTHER, OTHER_BUT_ASSIGNED].map((subject) => isWithin(scope, subject))).toEqual([true, false, true]);
});

describe('the claims of a token', () => {
  const hubs = ['reading', 'slough'];

  it('become roles and hubs, and nothing the tracker does not know', () => {
    const token = {
      iss: 'https://i',
      sub: 's',
      name: 'Priya Shah',
      email: 'Priya@X.example',
      roles: ['coordinator', 'hub:reading', 'hub:atlantis', 'king', 3],
    };
    expect(readClaims(token, hubs)).toEqual({
      issuer: 'https://i',
      subject: 's',
      name: 'Priya Shah',
      mail: 'priya@x.example',
      roles: ['coordinator'],
      hubs: ['reading'],
    });
  });

  it.each([{}, { roles: 'coordinator' }, { roles: null }, { roles: {} }])(
    'without a list of roles give none: %j',
    (token) => {
      expect(readClaims({ sub: 's', ...token }, hubs)).toMatchObject({ roles: [], hubs: [], name: 's', mail: null });
    },
  );
});
