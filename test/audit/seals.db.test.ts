import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { theTracker } from '../../src/access/actor.js';
import { record } from '../../src/audit/record.js';
import { brokenSeals, lastSeal, sealedSums, sealEvents } from '../../src/audit/seal.queries.js';
import { run } from '../../src/database/sql.js';
import type { Tx } from '../../src/database/transaction.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.stop());

const AT = Temporal.Instant.from('2026-11-20T09:00:00.123456Z');
const tell = (tx: Tx, address: string): Promise<void> =>
  record(tx, { actor: theTracker, at: AT }, 'self-test.sent', { step: 'request', recipient: address });
const happens = (...addresses: readonly string[]): Promise<void> =>
  test.db.transaction(async (tx) => {
    for (const address of addresses) await tell(tx, address);
  });
const seal = (most = 100) => test.db.transaction((tx) => sealEvents(tx, most));
const broken = async (): Promise<[number, number, number][]> =>
  (await brokenSeals(test.db.reader)).map(({ number, events, found }) => [number, events, found]);

/** As whoever owns the database can, and the program cannot. */
const behindItsBack = (sql: string): Promise<unknown> =>
  test.db.transaction(async (tx) => {
    for (const table of ['audit_event', 'audit_seal']) await run(tx, `alter table ${table} disable trigger user`);
    await run(tx, sql);
    for (const table of ['audit_event', 'audit_seal']) await run(tx, `alter table ${table} enable trigger user`);
  });

async function threeSeals(): Promise<void> {
  for (const part of ['a', 'b', 'c']) {
    await happens(`${part}1@tvp.example`, `${part}2@tvp.example`);
    await seal();
  }
}

it('seals each event once, some at a time, and says nothing when there is nothing to seal', async () => {
  expect(await seal()).toBeNull();
  await happens('a@tvp.example', 'b@tvp.example', 'c@tvp.example');
  expect(await seal(2)).toMatchObject({ number: 1, events: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await seal(2)).toMatchObject({ number: 2, events: 1 });
  expect(await seal(2)).toBeNull();
  expect(await broken()).toEqual([]);
  expect(await sealedSums(test.db.reader)).toEqual({ seals: 2, sealed: 3, unsealed: 0 });
});

it('seals a change that ended after one that began later, and none that was given up', async () => {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let began = (): void => undefined;
  const hasBegun = new Promise<void>((resolve) => (began = resolve));
  const slow = test.db.transaction(async (tx) => {
    await tell(tx, 'slow@tvp.example');
    began();
    await ended;
  });
  await hasBegun;
  const givenUp = test.db.transaction(async (tx) => {
    await tell(tx, 'given-up@tvp.example');
    throw new Error('given up');
  });
  await expect(givenUp).rejects.toThrow('given up');
  await happens('fast@tvp.example');
  expect(await seal()).toMatchObject({ number: 1, events: 1 });
  end();
  await slow;
  expect(await sealedSums(test.db.reader)).toMatchObject({ unsealed: 1 });
  expect(await seal()).toMatchObject({ number: 2, events: 1 });
  expect(await broken()).toEqual([]);
});

it('seals each event once when two instances seal at the same time', async () => {
  await happens('a@tvp.example', 'b@tvp.example');
  const made = await Promise.all([seal(), seal(), seal()]);
  expect(made.filter((one) => one !== null)).toMatchObject([{ number: 1, events: 2 }]);
});

it.each<[string, string, [number, number, number][]]>([
  ['another person', `update audit_event set actor = 'Somebody else' where id = 3`, [[2, 2, 2]]],
  ['another microsecond', `update audit_event set at = at + interval '1 microsecond' where id = 3`, [[2, 2, 2]]],
  ['other details', `update audit_event set detail = '{"step": "other"}' where id = 4`, [[2, 2, 2]]],
  ['an event taken away', 'delete from audit_event where id = 1', [[1, 2, 1]]],
  [
    'two events that changed places',
    'update audit_event set detail = detail || \'{"a": 1}\' where id in (5, 6)',
    [[3, 2, 2]],
  ],
  ['a seal taken away', 'delete from audit_seal where number = 2', [[3, 2, 2]]],
  [
    'a seal made anew',
    `update audit_seal set digest = repeat('0', 64) where number = 2`,
    [
      [2, 2, 2],
      [3, 2, 2],
    ],
  ],
])('finds %s, and where', async (_, sql, expected) => {
  await threeSeals();
  expect(await broken()).toEqual([]);
  await behindItsBack(sql);
  expect(await broken()).toEqual(expected);
});

it('gives the whole chain another end when its beginning was another', async () => {
  await threeSeals();
  const before = await lastSeal(test.db.reader);
  await behindItsBack(`update audit_event set actor = 'Somebody else' where id = 1`);
  await behindItsBack('delete from audit_seal');
  while ((await seal(2)) !== null);
  expect(await broken()).toEqual([]);
  const after = await lastSeal(test.db.reader);
  expect(after).toMatchObject({ number: before!.number, events: before!.events });
  expect(after!.digest).not.toBe(before!.digest);
});

it('refuses to change or remove a seal', async () => {
  await threeSeals();
  const attempt = (sql: string): Promise<unknown> => test.db.transaction((tx) => run(tx, sql));
  await expect(attempt('delete from audit_seal')).rejects.toThrow('append-only');
  await expect(attempt('update audit_seal set events = 3')).rejects.toThrow('append-only');
});

/** The least that a deployment says of itself. */
const DEPLOYED = {
  PUBLIC_URL: 'https://tracker.example',
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'tracker',
  OIDC_CLIENT_SECRET: 'not-secret',
  OIDC_AUDIENCE: 'tracker-api',
  SESSION_SECRET: 'a-secret-of-at-least-thirty-two-characters',
  DESK_ADDRESS: 'conference.desk@thamesvalley-police.example',
  SMTP_HOST: 'mail.example',
};

describe('npm run audit:verify', () => {
  const command = fileURLToPath(new URL('../../dist/src/audit-verify.js', import.meta.url));
  function verify(...words: readonly string[]): { code: number | null; printed: string; complained: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
      env: { ...DEPLOYED, DATABASE_URL: test.url },
      encoding: 'utf8',
    });
    return { code: status, printed: stdout, complained: stderr };
  }

  it('prints what it looked at, and ends with 0, 1 or 2', async () => {
    await threeSeals();
    await happens('late@tvp.example');
    const { number, digest } = (await lastSeal(test.db.reader))!;
    const sound = verify(`${number}:${digest}`);
    expect([sound.code, sound.complained]).toEqual([0, '']);
    const sums = { seals: 3, sealed: 6, unsealed: 1, notAsKept: 0 };
    expect(JSON.parse(sound.printed)).toEqual({ ...sums, broken: 0, last: `3:${digest}` });
    const otherwise = verify(`2:${digest}`);
    expect([otherwise.code, otherwise.complained]).toEqual([1, 'Seal 2 is not the one that was kept elsewhere.\n']);
    await behindItsBack('delete from audit_event where id = 5');
    const found = verify();
    expect([found.code, JSON.parse(found.printed)]).toEqual([1, expect.objectContaining({ broken: 1 })]);
    expect(found.complained).toMatch(/^Seal 3 of .* is broken: 1 of its 2 events are there\.\n$/);
    expect(verify('3').code).toBe(2);
  });
});
