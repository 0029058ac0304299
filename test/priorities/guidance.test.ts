import { existsSync } from 'node:fs';
import { loadReferenceData } from '../../config/reference-data.js';
import {
  currencyOf,
  currencyWords,
  holidaysCoveredUntil,
  isCoveredEnough,
  overdueGuidance,
} from '../../src/kernel/currency.js';
import { guidanceFacts, guidanceFiles } from '../../src/priorities/guidance.js';
import { GUIDANCE_ON } from '../../src/web/guidance.js';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const edition = (reviewOn: string) => ({ version: '1.0', owner: 'The owner', reviewOn: day(reviewOn) });

it.each([
  ['2026-11-24', 'Overdue by 1 day'],
  ['2025-11-25', 'Overdue by 365 days'],
  ['2026-11-25', 'Review due today'],
  ['2026-11-26', 'Review due in 1 day'],
  ['2027-01-24', 'Review due in 60 days'],
  ['2027-01-25', 'Current'],
])('guidance to be reviewed by %s is on 25 November 2026: %s', (reviewOn, words) => {
  expect(currencyWords(currencyOf(day(reviewOn), day('2026-11-25')))).toBe(words);
});

it('names what is overdue of that which a page rests on, and is silent about the rest', () => {
  const editions = { reasons: edition('2026-11-24'), skills: edition('2026-11-24'), hubs: edition('2027-01-01') };
  const said = overdueGuidance(['reasons', 'hubs'], editions, day('2026-11-25'));
  expect(said?.text).toContain('Reasons, version 1.0, should have been reviewed by 24 November 2026 (The owner).');
  expect(said?.text).not.toContain('Skills');
  expect(overdueGuidance(['hubs', 'unknown'], editions, day('2026-11-25'))).toBeNull();
});

it('lists whatever file the reference data has, overdue ones first', () => {
  const files = guidanceFiles({ hubs: edition('2027-01-01'), 'new-file': edition('2026-01-01') }, day('2026-11-25'));
  expect(files.map(({ name, currency }) => [name, currency.state])).toEqual([
    ['New file', 'overdue'],
    ['Hubs', 'due'],
  ]);
});

it.each([
  [[], null],
  [['2028-12-26', '2027-01-01'], '2028-12-31'],
  [['2028-08-28'], '2028-08-28'],
])('bank holidays %j are listed until %s', (days, until) => {
  expect(holidaysCoveredUntil(days)?.toString() ?? null).toBe(until);
});

it.each([
  ['2027-11-24', false],
  ['2027-11-25', true],
])('holidays until %s reach a year ahead of 25 November 2026: %s', (until, isEnough) => {
  expect(isCoveredEnough(day(until), day('2026-11-25'))).toBe(isEnough);
});

it('counts the shipped files as overdue once their date has passed', () => {
  const reference = loadReferenceData();
  expect(guidanceFacts(reference, day('2026-11-25')).overdue).toEqual([]);
  const late = guidanceFacts(reference, day('2028-06-01'));
  expect(late.overdue).toContain('Relevance criteria');
  expect(late.holidaysCovered).toBe(false);
});

it('speaks only on pages that exist', () => {
  const missing = Object.keys(GUIDANCE_ON).filter((view) => !existsSync(new URL(`../../src/${view}`, import.meta.url)));
  expect(missing).toEqual([]);
});

it('is said of every file of the reference data on some page', () => {
  const said = new Set<string>(Object.values(GUIDANCE_ON).flat());
  expect(Object.keys(loadReferenceData().editions).filter((file) => !said.has(file))).toEqual([]);
});
