import { wordChases, type Told } from '../../src/chasing/words.js';

const NOW = Temporal.Instant.from('2026-11-30T09:00:00Z');
const desk = { publicUrl: 'https://tracker.example', deskName: 'the desk', now: NOW };

function told(subject: string, startsAt: string | null): Told {
  const start = startsAt === null ? null : Temporal.Instant.from(startsAt);
  const kind = start === null ? 'expectation-overdue' : 'unassigned';
  return { kind, subject, role: 'hub', hubName: 'Reading', startsAt: start, endsAt: start?.add({ hours: 1 }) ?? null };
}

const subjectsIn = (body: string): readonly string[] =>
  [...body.matchAll(/^(TV-26-\d+|Expected conference \d+), /gm)].map((match) => match[1]!);

it('begins with what begins next, whatever its reference', () => {
  const all = [
    told('TV-26-000001', '2026-11-26T09:00:00Z'),
    told('TV-26-000002', '2026-12-01T09:00:00Z'),
    told('TV-26-000003', '2026-11-27T09:00:00Z'),
    told('TV-26-000004', '2026-11-30T09:30:00Z'),
    told('expected-7', null),
  ];
  expect(subjectsIn(wordChases(all, desk).bodyText)).toEqual([
    'TV-26-000004',
    'TV-26-000002',
    'TV-26-000003',
    'TV-26-000001',
    'Expected conference 7',
  ]);
});

it('cuts off what is furthest from now', () => {
  const old = Array.from({ length: 60 }, (_, n) => told(`TV-26-0000${n + 10}`, '2026-10-01T09:00:00Z'));
  const { bodyText, subject } = wordChases([...old, told('TV-26-009999', '2026-11-30T09:30:00Z')], desk);
  expect(subjectsIn(bodyText)[0]).toBe('TV-26-009999');
  expect(bodyText).toContain('And 21 more, on the board:');
  expect(subject).toBe('OFFICIAL-SENSITIVE | 61 to see to');
});
