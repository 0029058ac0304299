import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planCommand } from '../../src/make-plan.js';
import { solveHere } from '../../src/planning/solve-here.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: unknown): Promise<string> {
  const path = join(folder, `${Math.random()}.json`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function plan(content: unknown, ...words: string[]) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await planCommand(
    [await file(content), ...words],
    { print: (text) => printed.push(text), complain: (text) => complaints.push(text) },
    solveHere,
  );
  const text = printed.join('\n');
  return { code, text, complaints, json: () => JSON.parse(text) };
}

const person = (id: string, over: object = {}) => ({ id, skills: ['conference'], ...over });
const sitting = (id: string, over: object = {}) => ({
  id,
  class: 'icpc',
  start: '2026-11-24T10:00:00Z',
  end: '2026-11-24T11:30:00Z',
  lead: { skills: ['conference'] },
  ...over,
});

it('prints who goes where by day, each level with its proof, and what stays open', async () => {
  const { code, text } = await plan({
    people: [person('Ann')],
    sittings: [sitting('one'), sitting('two', { class: 'relevant-review' })],
  });
  expect(code).toBe(0);
  expect(text).toMatch('Tue 24 Nov\n  10:00 to 11:30  one (ICPC): Ann\n  10:00 to 11:30  two (review): NOBODY LEADS');
  expect(text).toMatch(' 1. ICPCs with a lead: 1 (proven)');
  expect(text).toMatch('12. largest load against available time: 0.041 (3/74) (proven)');
  expect(text).toMatch('Not filled: two (lead).\nProven best at every level');
});

it('plans the example of the README as the README says', async () => {
  const readme = await readFile('src/planning/README.md', 'utf8');
  const [, example = ''] = /```json\n(.*?)```/s.exec(readme) ?? [];
  const { code, complaints, json } = await plan(example, '--json');
  expect([code, complaints]).toEqual([0, []]);
  const { assignment, levels } = json();
  const line = (one: { sitting: string; lead: string | null; seconds: string[] }): string =>
    `${one.sitting} ${[one.lead ?? 'nobody', ...one.seconds].join(' ')}`;
  expect(assignment.map(line).join('; ')).toBe('S1 Ann Ben; S2 Ann; S3 Cal; S4 Ann');
  expect(readme).toContain(levels.map(({ value }: { value: number }) => Math.round(value * 1000) / 1000).join(' '));
});

it('prints the same as JSON, which --keep reads: what has been planned stays though another plan is as good', async () => {
  const people = [person('Ann'), person('Bob')];
  const first = await plan({ people, sittings: [sitting('one')] }, '--json');
  expect(first.code).toBe(0);
  const { assignment, uncovered, levels } = first.json();
  expect(uncovered).toEqual([]);
  expect(levels[0]).toEqual({ level: 1, name: 'icpc-leads', value: 1, bound: 1, proven: true });
  const other = assignment[0].lead === 'Ann' ? 'Bob' : 'Ann';
  const keep = await file({ assignment: [{ sitting: 'one', lead: other, seconds: [] }] });
  const again = await plan({ people, sittings: [sitting('one')] }, '--json', '--keep', keep);
  expect(again.json().assignment).toEqual([{ sitting: 'one', lead: other, seconds: [] }]);
  expect(again.json().levels[6]).toMatchObject({ name: 'as-planned', value: 1, proven: true });
});

it.each<[string, object, string]>([
  ['no id', { people: [{ id: '' }] }, 'The file, "people" 1, has "id" "", which must be text.'],
  [
    'an id that gives orders',
    { people: [person('A\u001b[2J')] },
    'The file, "people" 1, has an "id" of more than 200 characters, or with control characters.',
  ],
  [
    'a day that does not exist',
    { people: [person('A', { unavailable: [{ day: '2026-02-30' }] })] },
    'Person A, "unavailable" 1, has "day" "2026-02-30", which must be a date from 1990 to 2099 that exists, like 2026-11-24.',
  ],
  [
    'a sitting without length',
    { sittings: [sitting('one', { end: '2026-11-24T10:00:00Z' })] },
    'Sitting one ends when it starts.',
  ],
  ['a way without minutes', { travel: [{ from: 'a', to: 'b' }] }, 'The file, "travel" 1, lacks "minutes".'],
  [
    'two lengths of one way',
    {
      travel: [
        { from: 'a', to: 'b', minutes: 2 },
        { from: 'b', to: 'a', minutes: 3 },
      ],
    },
    'The file, "travel" 2, gives other minutes than an entry before it for one way.',
  ],
  ['a lock that is nothing', { locks: [null] }, 'The file, "locks" 1, must be an object.'],
  [
    'a lock against a lock',
    {
      locks: [
        { kind: 'keep', person: 'A', sitting: 'one' },
        { kind: 'not', person: 'A', sitting: 'one' },
      ],
    },
    'Lock 1 cannot hold: Lock 2 keeps A off one.',
  ],
  [
    'one person in two roles',
    {
      sittings: [sitting('one', { seconds: 1 })],
      locks: ['lead', 'second'].map((role) => ({ kind: 'keep', person: 'A', sitting: 'one', role })),
    },
    'Locks 1 and 2 cannot all hold: A cannot be lead and second person on one.',
  ],
])('says %s once, in one sentence', async (_, wrong, sentence) => {
  const { code, complaints } = await plan({ people: [person('A')], sittings: [sitting('one')], ...wrong });
  expect([code, complaints]).toEqual([1, [sentence]]);
});

it.each<[unknown, string]>([
  [null, 'The plan to keep must be an object.'],
  [{}, 'The plan to keep has no "assignment".'],
  [[null], 'The plan to keep, "assignment" 1, must be an object.'],
])('says once what is wrong with a plan to keep: %j', async (content, sentence) => {
  const keep = await file(content === null ? 'null' : content);
  const { code, complaints } = await plan({ people: [], sittings: [] }, '--keep', keep);
  expect([code, complaints]).toEqual([1, [sentence]]);
});

it('reads a file that begins with a byte order mark, and names a slip in a key however deep it is', async () => {
  const content = {
    people: [
      person('A', {
        skills: [{ name: 'conference', expires: '2020-01-01' }],
        unavailable: [{ day: '2026-11-25', end: 'x' }],
      }),
    ],
    sittings: [sitting('one', { seconds: { number: 2 } })],
    declined: [{ person: 'A', sitting: 'two', why: 'ill' }],
  };
  const { code, complaints } = await plan(`\uFEFF${JSON.stringify(content)}`);
  expect([code, complaints]).toEqual([
    0,
    [
      'The key "number" of the second persons of sitting one counts for nothing.',
      'The key "end" of a span of person A counts for nothing.',
      'The key "expires" of a skill of person A counts for nothing.',
      'The key "why" of a pair of person and sitting counts for nothing.',
    ],
  ]);
});

it('refuses an instance with a sentence for each thing wrong, and warns of keys that count for nothing', async () => {
  const refused = await plan({
    people: [person('Ann', { maxPerDay: -1 }), person('Ann', { availableMinutes: 1e99 })],
    sittings: [
      sitting('one', { end: '2026-11-24T09:00:00Z' }),
      sitting('two', { class: 'wedding', start: 'soon' }),
      { id: 'three' },
    ],
    locks: [{ kind: 'keep', person: 'Zoe', sitting: 'nine' }],
  });
  expect(refused.code).toBe(1);
  expect(refused.complaints).toEqual([
    'Sitting one ends before it starts.',
    expect.stringMatching('^Sitting two has "start" "soon", which must be a time from 1990 to 2099 with its offset'),
    expect.stringMatching('^Sitting two has "class" "wedding", which must be one of icpc, '),
    'Sitting three lacks "start".',
    'Sitting three lacks "class".',
    'Person Ann has "maxPerDay" -1, which must be a whole number from 0 to 10000.',
    'Person Ann has "availableMinutes" 1e+99, which must be a whole number from 0 to 10000000.',
    'There are two of the person "Ann".',
    'Lock 1 names the person "Zoe", whom there is not.',
    'Lock 1 names the sitting "nine", which there is not.',
  ]);
  const warned = await plan({ people: [person('Ann', { maxPerMonth: 3 })], sittings: [], by: 'me' });
  expect(warned.code).toBe(0);
  expect(warned.complaints).toEqual([
    'The key "maxPerMonth" of person Ann counts for nothing.',
    'The key "by" of the file counts for nothing.',
  ]);
  expect(warned.text).toMatch('There are no sittings, so there is nothing to plan.');
});

it.each([
  ['[]', 1, 'The file must be an object.'],
  ['{', 2, 'is not JSON'],
])('answers %s with %i', async (content, code, sentence) => {
  const answer = await plan(content);
  expect(answer.code).toBe(code);
  expect(answer.complaints.join(' ')).toMatch(sentence);
});

it.each([[[]], [['--loud']], [['--seconds', 'many']], [['a.json', 'b.json']], [['/no/such/file.json']]])(
  'answers the words %j with 2',
  async (words) => {
    const complaints: string[] = [];
    const terminal = { print: () => undefined, complain: (text: string) => complaints.push(text) };
    expect(await planCommand(words, terminal, solveHere)).toBe(2);
    expect(complaints).toHaveLength(1);
  },
);

it('names the locks that contradict each other or a rule', async () => {
  const { code, complaints } = await plan({
    people: [person('Ann', { maxPerWeek: 1, unavailable: [{ day: '2026-11-26' }] }), person('Bob')],
    sittings: [
      sitting('one'),
      sitting('two', { start: '2026-11-25T10:00:00Z', end: '2026-11-25T11:00:00Z' }),
      sitting('three', { start: '2026-11-26T10:00:00Z', end: '2026-11-26T11:00:00Z' }),
    ],
    locks: [
      { kind: 'keep', person: 'Ann', sitting: 'one' },
      { kind: 'keep', person: 'Ann', sitting: 'two' },
      { kind: 'keep', person: 'Bob', sitting: 'one' },
      { kind: 'keep', person: 'Bob', sitting: 'two' },
      { kind: 'not-on', person: 'Bob', day: '2026-11-25' },
    ],
  });
  expect(code).toBe(1);
  expect(complaints).toEqual([
    'Lock 4 cannot hold: Lock 5 keeps Bob off everything on Wed 25 Nov.',
    'Locks 1 and 2 cannot all hold: Ann would have 2 in the week of Mon 23 Nov (one, two), and may have 1.',
    'Locks 1 and 3 cannot all hold: one has one lead and 0 second persons, and they do not fit.',
    'Locks 2 and 4 cannot all hold: two has one lead and 0 second persons, and they do not fit.',
  ]);
});

it('says why not her: the rule that forbids it, or what the whole plan would lose', async () => {
  const content = {
    people: [person('Ann', { hub: 'reading' }), person('Bob'), person('Cat', { skills: [] })],
    sittings: [sitting('one', { hub: 'reading' }), sitting('two')],
  };
  const why = async (place: string, who: string) => (await plan(content, '--why', place, who)).text;
  expect(await why('one', 'Ann')).toBe('Ann is on one in this plan.');
  expect(await why('one', 'Bob')).toBe(
    'With Bob on one the best plan is worse at level 10, people at a hub that is theirs or that they cover: 0 instead of 1.',
  );
  expect(await why('one', 'Cat')).toBe('Cat cannot be on one.\nCat does not have the skill "conference".');
  const nobody = await plan(content, '--why', 'one', 'Dev');
  expect([nobody.code, nobody.complaints]).toEqual([1, ['There is no person Dev.']]);
});

it('says what would cover what stays open, each tried', async () => {
  const { text } = await plan(
    {
      people: [
        person('Ann', { available: [{ start: '2026-11-24T09:00:00Z', end: '2026-11-24T12:00:00Z' }] }),
        person('Bob'),
      ],
      sittings: [sitting('one', { end: '2026-11-24T10:30:00Z' }), sitting('two', { end: '2026-11-24T10:30:00Z' })],
      locks: [{ kind: 'not-on', person: 'Bob', day: '2026-11-24' }],
    },
    '--uncovered',
  );
  expect(text).toMatch(
    [
      'lacks a lead. Any one of these would cover it:',
      '  Lift lock 1 (not Bob on 2026-11-24).',
      '  Move it 30 minutes later.',
      '  Move it 30 minutes earlier.',
      '  Move it 60 minutes later.',
      '  Move it 60 minutes earlier.',
      '  One more person with conference in date, Tue 24 Nov 2026, 10:00 to 10:30.',
    ].join('\n'),
  );
});
