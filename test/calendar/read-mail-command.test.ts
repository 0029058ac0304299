import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readMailCommand } from '../../src/read-mail.js';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/mail/${name}`, import.meta.url));

const run = async (...words: string[]) => {
  const printed: string[] = [];
  const complained: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const complain = (text: string): void => void complained.push(text);
  const code = await readMailCommand(words, { print, complain });
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
};

test('--json prints exactly the agreed keys', async () => {
  const { code, printed } = await run(fixture('outlook-counter.eml'), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(printed)).toEqual({
    method: 'COUNTER',
    uid: '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b@tracker.example',
    sequence: 0,
    start: '2026-12-01T14:00:00Z',
    end: '2026-12-01T15:30:00Z',
    allDay: false,
    organizer: 'conference.desk@thamesvalley-police.example',
    attendees: [{ email: 'ada.okafor@thamesvalley-police.example', partstat: 'TENTATIVE' }],
    respondent: 'ada.okafor@thamesvalley-police.example',
    proposedStart: '2026-12-01T15:30:00Z',
    proposedEnd: '2026-12-01T17:00:00Z',
    comment: 'Clinic until 3pm, sorry',
    outcome: 'apply',
    reason: 'cannot make it, suggests another time',
  });
});

test('without --json it prints what follows, in words', async () => {
  const { printed } = await run(fixture('unknown-zone-request.eml'));
  expect(printed).toMatch(/^What follows +review: a time zone nobody knows: BRT$/m);
});

test.each([
  [['nowhere.eml'], 'There is no file nowhere.eml.'],
  [[fixture('')], `${fixture('')} is a folder, not a mail.`],
  [[], 'Usage: npm run read-mail -- FILE.eml [--json]   (an .ics file can be read too)'],
  [['a.eml', '--yaml'], 'Usage: npm run read-mail -- FILE.eml [--json]   (an .ics file can be read too)'],
])('%j is one sentence and exit code 2', async (words, sentence) => {
  expect(await run(...words)).toEqual({ code: 2, printed: '', complained: sentence });
});

test('started by a Node without Temporal it prints the same', () => {
  const command = fileURLToPath(new URL('../../dist/src/read-mail.js', import.meta.url));
  const words = [command, fixture('bare-reply.ics'), '--json'];
  const [old, now] = [['--no-harmony-temporal', ...words], words].map((all) => spawnSync(process.execPath, all));
  expect(JSON.parse(String(old?.stdout))).toMatchObject({ method: 'REPLY', outcome: 'apply' });
  expect(String(old?.stdout)).toBe(String(now?.stdout));
});
