import { isWithin, scopeCondition, scopeOf, scopeParameters } from '../../src/access/access.js';
import type { Actor } from '../../src/access/actor.js';
import { insert, rows } from '../../src/database/sql.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
/** Conferences by what they are to attendee 1: nothing, assigned, taken off, went as a stand-in. */
const HUBS = ['reading', 'slough'] as const;
const BONDS = ['none', 'assigned', 'withdrawn', 'stand-in'] as const;
const cases = HUBS.flatMap((hubCode) => BONDS.map((bond) => ({ hubCode, bond })));

beforeAll(async () => {
  test = await testDatabase();
  await test.db.transaction(async (tx) => {
    for (const name of ['Ada', 'Ben']) {
      await insert(tx, 'attendee', {
        name,
        role: 'DC',
        hubCode: 'reading',
        active: true,
        version: 1,
        createdAt: 'now',
      });
    }
    for (const [i, { hubCode, bond }] of cases.entries()) {
      const conference = {
        reference: `${hubCode} ${bond}`,
        hubCode,
        kind: 'icpc',
        state: 'held',
        version: 1,
        createdAt: 'now',
      };
      const { id } = await insert<{ id: number }>(tx, 'conference', conference);
      const day = String(i + 1).padStart(2, '0');
      const [from, to] = [`2026-11-${day}T09:30Z`, `2026-11-${day}T11:00Z`];
      const sitting = await insert<{ id: number }>(tx, 'sitting', {
        conferenceId: id,
        number: 1,
        startsAt: from,
        endsAt: to,
        mode: 'video',
      });
      const whose = { assigned: 1, withdrawn: 1, none: 2, 'stand-in': 2 }[bond];
      await insert(tx, 'assignment', {
        sittingId: sitting.id,
        attendeeId: whose,
        lead: true,
        state: bond === 'withdrawn' ? 'withdrawn' : 'accepted',
        uid: `uid-${i}`,
        sequence: 0,
        during: `[${from},${to})`,
        invitedBy: 'Priya',
        invitedAt: 'now',
      });
      if (bond === 'stand-in') {
        await insert(tx, 'participation', {
          sittingId: sitting.id,
          outcome: 'attended',
          attendedById: 1,
          presentAtDecision: true,
          version: 1,
          recordedBy: 'Ada',
          recordedAt: 'now',
        });
      }
    }
  });
});
afterAll(() => test.stop());

const actor = (over: Partial<Actor>): Actor => ({ id: 1, name: 'S', roles: [], hubs: [], attendeeId: null, ...over });

it.each([
  ['nobody in particular', actor({})],
  ['a coordinator of Reading', actor({ roles: ['coordinator'], hubs: ['reading'] })],
  ['a coordinator of no hub', actor({ roles: ['coordinator'] })],
  ['an attendee', actor({ roles: ['attendee'], attendeeId: 1 })],
  ['an attendee nobody knows', actor({ roles: ['attendee'] })],
  ['a coordinator who also attends', actor({ roles: ['coordinator', 'attendee'], hubs: ['reading'], attendeeId: 1 })],
  ['leadership', actor({ roles: ['leadership'] })],
])('lists show %s exactly what single records do', async (_, who) => {
  const scope = scopeOf(who, 'conference.read');
  const listed = await rows<{ reference: string }>(
    test.db.reader,
    `select c.reference from conference c where ${scopeCondition('c', 1)} order by c.id`,
    scopeParameters(scope),
  );
  const alone = cases.filter(({ hubCode, bond }) =>
    isWithin(scope, { hubCode, attendeeIds: bond === 'assigned' || bond === 'stand-in' ? [1] : [] }),
  );
  expect(listed.map((one) => one.reference)).toEqual(alone.map(({ hubCode, bond }) => `${hubCode} ${bond}`));
});
