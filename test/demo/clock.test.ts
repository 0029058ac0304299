import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MovableClock } from '../../src/demo/clock.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

let folder: string;
let real: Temporal.Instant;
const clock = (): MovableClock => new MovableClock(folder, () => real);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracker-clock-'));
  real = at('2026-11-23T09:00:00Z');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the demo clock', () => {
  it('shows real time until it is moved', () => {
    expect(clock().now().toString()).toBe('2026-11-23T09:00:00Z');
  });

  it.each(['2026-11-24T07:00:00.123456789Z', '2026-03-29T01:00:00Z', '2020-01-01T00:00:00Z', '2039-12-31T23:59:59Z'])(
    'goes on at its usual pace from %s',
    (moved) => {
      const ours = clock();
      ours.moveTo(at(moved));
      expect(ours.now().equals(at(moved))).toBe(true);

      real = real.add({ minutes: 5 });

      expect(ours.now().equals(at(moved).add({ minutes: 5 }))).toBe(true);
    },
  );

  it('stays moved over a restart', () => {
    clock().moveTo(at('2027-02-01T12:00:00Z'));
    real = real.add({ hours: 1 });

    expect(clock().now().toString()).toBe('2027-02-01T13:00:00Z');
  });

  it('goes back to real time, for good, when it is reset', async () => {
    const ours = clock();
    ours.moveTo(at('2027-02-01T12:00:00Z'));
    ours.reset();
    ours.reset();

    expect(ours.now().equals(real)).toBe(true);
    expect(clock().now().equals(real)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['2019-12-31T23:59:59.999Z', '2040-01-01T00:00:00Z', '-002026-01-01T00:00:00Z', '+202600-01-01T00:00:00Z'])(
    'refuses %s and stays where it is',
    (nonsense) => {
      const ours = clock();

      expect(ours.moveTo(at(nonsense))).toMatchObject({ ok: false, refusal: { kind: 'out-of-range' } });
      expect(ours.now().equals(real)).toBe(true);
    },
  );

  it.each(['', 'tomorrow', 'P1Y'])('does not start on a kept offset that makes no sense: %j', async (text) => {
    await writeFile(join(folder, 'clock-offset'), text);

    expect(clock).toThrow(/cannot be understood\. Delete it to go back to real time/);
  });
});
