import { CALENDAR_CHANGES } from '../../src/calendar/change.js';
import { composeMessage } from '../../src/calendar/message.js';
import {
  answeredBy,
  changeOf,
  entryAfter,
  entryOf,
  lastStep,
  nextStep,
  STEPS,
  testFacts,
  type Step,
  type TestMessage,
} from '../../src/self-test/self-test.js';
import { selfTestPage } from '../../src/self-test/self-test.page.js';
import { byIcalJs } from '../calendar/golden.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const DESK = { name: 'TVP Conference Desk', address: 'conference.desk@thamesvalley-police.example' };
const PRIYA = { name: 'Priya Shah', address: 'priya.shah@thamesvalley-police.example' };

const message = (step: Step, over: Partial<TestMessage> = {}): TestMessage => ({
  id: STEPS.indexOf(step) + 1,
  uid: `u${entryOf(step)}@x.example`,
  sequence: [0, 1, 2, 2, 3, 4, 5, 0, 1, 0, 1, 0, 1][STEPS.indexOf(step)]!,
  step,
  messageId: `<${step}@x.example>`,
  recipient: PRIYA.address,
  stampedAt: at('2026-11-20T09:00:00Z'),
  sentAt: at('2026-11-20T09:00:00Z'),
  error: null,
  answer: null,
  answeredAt: null,
  answeredFrom: null,
  authentication: null,
  ...over,
});
const sent = (...steps: readonly Step[]): TestMessage[] => steps.map((step) => message(step));

it('sends one step after the other, and one that failed again', () => {
  expect(nextStep([])).toBe('new');
  expect(nextStep(sent('new', 'moved'))).toBe('place');
  expect(nextStep([...sent('new'), message('moved', { sentAt: null, error: '550 no' })])).toBe('moved');
  expect(nextStep(sent(...STEPS))).toBeNull();
});

it('counts the SEQUENCE as for a conference: a text-only edit keeps it, and each entry has a UID of its own', () => {
  const before: TestMessage[] = [];
  for (const step of STEPS) {
    const { uid, sequence } = entryAfter(before, step);
    before.push(message(step, { uid: uid ?? `minted-${step}`, sequence }));
  }
  expect(before.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 2, 3, 4, 5, 0, 1, 0, 1, 0, 1]);
  expect([...new Set(before.map(({ uid }) => uid))]).toEqual([
    'minted-new',
    'minted-reconvened',
    'minted-again',
    'minted-once-more',
  ]);
});

it('tells of every change that an attendee can be told of', () => {
  expect([...new Set(STEPS.map(changeOf))].sort()).toEqual([...CALENDAR_CHANGES].sort());
});

it('ends with what takes away the entry that stands in the calendar', () => {
  expect(lastStep([])).toBeNull();
  expect(lastStep(sent('new', 'moved'))).toBe('postponed');
  expect(lastStep(sent('new', 'stood-down'))).toBeNull();
  expect(lastStep(sent('reconvened'))).toBe('reassigned');
  expect(lastStep([message('new', { sentAt: null })])).toBeNull();
});

it.each<[string, Step[], number | null, Step | null]>([
  ['the first', ['new'], 0, 'new'],
  ['an earlier one than the last', ['new', 'moved', 'place'], 1, 'moved'],
  ['the one that asked, not the edit after it', ['new', 'moved', 'place', 'details'], 2, 'place'],
  ['the last that asked, when nothing is said', ['new', 'moved', 'place', 'details'], null, 'place'],
  ['the last that asked, when it is later than any', ['new', 'moved'], 9, 'moved'],
  ['none', [], 0, null],
])('an answer belongs to %s', (_, steps, sequence, step) => {
  expect(answeredBy(sent(...steps), 'u1@x.example', sequence)?.step ?? null).toBe(step);
});

it('an answer belongs to the calendar entry that its UID names', () => {
  const all = sent(...STEPS);
  expect(answeredBy(all, 'u2@x.example', 0)?.step).toBe('reconvened');
  expect(answeredBy(all, 'another@x.example', 0)).toBeNull();
});

it('says in every message that no conference is behind it, and moves and changes as it goes', () => {
  const startedAt = at('2026-11-20T09:00:00Z');
  const parsed = STEPS.map((step) =>
    byIcalJs(
      composeMessage(
        testFacts(step, {
          uid: 'u@x.example',
          sequence: 0,
          startedAt,
          stampedAt: startedAt,
          attendee: PRIYA,
          desk: DESK,
          link: 'https://tracker.example/self-test',
        }),
      ).ics,
    ),
  );
  expect(parsed.every(({ summary }) => summary.includes('SELF-TEST | no conference'))).toBe(true);
  expect(parsed.slice(0, 3).map(({ start }) => start.slice(8, 16))).toEqual(['23T10:00', '23T11:00', '23T11:00']);
  expect(parsed.at(-1)?.start.slice(8, 16)).toBe('24T11:00');
  expect(parsed.map(({ location }) => location.startsWith('No room')).indexOf(true)).toBe(STEPS.indexOf('details'));
  expect(parsed.map(({ method }) => method.charAt(0)).join('')).toBe('RRRRCRCRCRCRC');
});

describe('the page', () => {
  const tester = { id: 1, name: PRIYA.name, mail: PRIYA.address };
  const page = (messages: readonly TestMessage[]) => selfTestPage({ tester, refusal: null, messages });
  const back = (messages: readonly TestMessage[], row: number): string => {
    const table = page(messages).table!;
    return JSON.stringify('rows' in table ? table.rows[row]?.cells.back : null);
  };

  it('offers what comes next, and to end it early', () => {
    expect(page([]).offers.map(({ text }) => text)).toEqual(['Send the invitation']);
    expect(page(sent('new')).offers.map(({ text }) => text)).toEqual([
      'Send the next: moved an hour later',
      'End it: take the entry away',
    ]);
    expect(page(sent('reconvened')).offers.map(({ value }) => value)).toEqual(['next']);
    expect(page(sent('new', 'postponed')).offers.map(({ value }) => value)).toEqual(['next', 'start']);
    expect(page(sent(...STEPS)).offers.map(({ text }) => text)).toEqual(['Start another test']);
    const untold = [message('new', { sentAt: null, error: 'no' })];
    expect(page(untold).offers.map(({ text }) => text)).toEqual(['Try again', 'Start another test']);
  });

  it('ticks off what came back: when, from where, and whether the sender was vouched for', () => {
    const answered = { answer: 'accepted', answeredAt: at('2026-11-20T09:00:12Z') } as const;
    const good = [message('new', { ...answered, answeredFrom: PRIYA.address, authentication: 'pass' })];
    expect(back(good, 0)).toContain('Accepted, after 12 seconds');
    expect(back(good, 0)).toContain('"tone":"good"');
    const alias = [message('new', { ...answered, answeredFrom: 'p@alias.example', authentication: 'fail' })];
    expect(back(alias, 0)).toContain('From p@alias.example, which is not the address written to');
    expect(back(alias, 0)).toContain('does not vouch for the sender');
    expect(back(alias, 0)).toContain('"tone":"warn"');
    expect(back(sent('new', 'moved', 'place', 'details'), 3)).toContain('no answer wanted');
    expect(page(good).standing).toContain('1 of 1 answer has come back.');
  });
});
