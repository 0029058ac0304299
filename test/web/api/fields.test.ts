import 'reflect-metadata';
import {
  Codes,
  Day,
  Moment,
  Month,
  Part,
  Parts,
  QueryFlag,
  QueryNumber,
  Text,
  WholeNumber,
} from '../../../src/web/api/fields.js';
import { bodyOf, complaintsAbout } from '../../../src/web/api/received.js';
import { ProblemError } from '../../../src/web/problem.js';

class Inner {
  @Text({ max: 5 })
  readonly word!: string;
}

class Sample {
  @Text({ presence: 'omittable', max: 5 })
  readonly text?: string;

  @Text({ presence: 'optional' })
  readonly note?: string | null;

  @Moment({ presence: 'omittable' })
  readonly at?: string;

  @Day({ presence: 'omittable' })
  readonly on?: string;

  @Month({ presence: 'omittable' })
  readonly month?: string;

  @WholeNumber({ min: 1, max: 9, presence: 'omittable' })
  readonly count?: number;

  @QueryNumber({ min: 1, max: 9, presence: 'omittable' })
  readonly limit?: string;

  @QueryFlag({ presence: 'omittable' })
  readonly flag?: string;

  @Codes({ presence: 'omittable' })
  readonly codes?: readonly string[];

  @Part(Inner, { presence: 'omittable' })
  readonly part?: Inner;

  @Parts(Inner, { presence: 'omittable', max: 2 })
  readonly parts?: readonly Inner[];
}

const placesIn = (sent: object): string[] => complaintsAbout(Sample, sent).wrong.map((one) => one.pointer);

it.each([
  [{}],
  [{ text: 'abcde', note: null }],
  [{ text: 'café', note: 'two\nlines' }],
  [{ at: '2026-11-30T09:30:00Z' }],
  [{ at: '2026-11-30T09:30:00.123456+01:00' }],
  [{ at: '2028-02-29t23:59:59z' }],
  [{ on: '2028-02-29', month: '2026-12' }],
  [{ count: 1, limit: '9', flag: 'true', codes: ['a-b', 'c'] }],
  [{ part: { word: 'a' }, parts: [{ word: 'a' }, { word: 'b' }] }],
])('takes %j', (sent) => {
  expect(placesIn(sent)).toEqual([]);
});

it.each<[object, string]>([
  [{ text: '' }, '/text'],
  [{ text: '   ' }, '/text'],
  [{ text: 'abcdef' }, '/text'],
  [{ text: 7 }, '/text'],
  [{ text: null }, '/text'],
  [{ text: ['a'] }, '/text'],
  [{ note: 'a\u0000b' }, '/note'],
  [{ note: 'half \ud83d' }, '/note'],
  [{ at: '2026-11-30T09:30:00' }, '/at'],
  [{ at: '2026-11-30 09:30' }, '/at'],
  [{ at: '2026-11-30T09:30Z' }, '/at'],
  [{ at: '2026-02-29T09:30:00Z' }, '/at'],
  [{ at: '2026-13-01T09:30:00Z' }, '/at'],
  [{ at: '2026-11-30T24:00:00Z' }, '/at'],
  [{ at: '0001-11-30T09:30:00Z' }, '/at'],
  [{ at: '2026-11-30T09:30:00Z[Europe/London]' }, '/at'],
  [{ at: '2026-11-30' }, '/at'],
  [{ at: 1_764_495_000 }, '/at'],
  [{ on: '2026-02-29' }, '/on'],
  [{ on: '2026-00-10' }, '/on'],
  [{ on: '2026-11-30T00:00:00Z' }, '/on'],
  [{ on: '30/11/2026' }, '/on'],
  [{ month: '2026-13' }, '/month'],
  [{ count: 0 }, '/count'],
  [{ count: 10 }, '/count'],
  [{ count: 1.5 }, '/count'],
  [{ count: '5' }, '/count'],
  [{ limit: '0' }, '/limit'],
  [{ limit: '1e1' }, '/limit'],
  [{ limit: ['1', '2'] }, '/limit'],
  [{ flag: 'yes' }, '/flag'],
  [{ codes: 'a' }, '/codes'],
  [{ codes: ['a b'] }, '/codes'],
  [{ part: [] }, '/part'],
  [{ part: 'a' }, '/part'],
  [{ part: {} }, '/part/word'],
  [{ parts: {} }, '/parts'],
  [{ parts: [null] }, '/parts'],
  [{ parts: [{ word: 'a' }, { word: 'b' }, { word: 'c' }] }, '/parts'],
  [{ parts: [{ word: 'a' }, { word: 'toolong' }] }, '/parts/1/word'],
  [{ colour: 'red' }, '/colour'],
  [{ part: { word: 'a', 'a/b~c': 1 } }, '/part/a~1b~0c'],
])('refuses %j at %s', (sent, place) => {
  expect(placesIn(sent)).toEqual([place]);
});

it('says one sentence at each place', () => {
  const { wrong } = complaintsAbout(Sample, { at: '2026-11-30T09:30:00', count: 0 });
  expect(wrong).toEqual([
    {
      pointer: '/at',
      code: 'invalid-value',
      detail:
        'Say the offset from UTC: 2026-11-30T09:30:00Z, or with +01:00 in British Summer Time. Without it the time is a guess.',
    },
    { pointer: '/count', code: 'invalid-value', detail: 'Give a whole number from 1 to 9.' },
  ]);
});

it('takes no body for an object', () => {
  for (const sent of [null, undefined, [], 'text', 7]) {
    expect(() => bodyOf(Sample).transform(sent, { type: 'body' })).toThrow(ProblemError);
  }
});
