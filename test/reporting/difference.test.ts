import fc from 'fast-check';
import { asFewAs, compareWithBefore, THREE_SIGMA_TAIL } from '../../src/reporting/difference.js';
import { differenceSentence } from '../../src/reporting/months.page.js';

const count = (n: number, of: number) => ({ n, of });
const tally = (n: number, of: number, unrecorded = 0) => ({ n, of, unrecorded, outside: 0 });

describe('the probability that chance gave so few', () => {
  // The worked example of the article "Fisher's exact test" in Wikipedia: 1 of 12 men, 9 of 12 women.
  test('is 0.001379728 for 1 of 12 beside 9 of 12', () => {
    expect(asFewAs(count(1, 12), count(9, 12))).toBeCloseTo(0.001379728, 8);
  });

  // R. A. Fisher, The Design of Experiments (1935): three cups of four told right.
  test('is 17 in 70 for the lady tasting tea', () => {
    expect(asFewAs(count(1, 4), count(3, 4))).toBeCloseTo(17 / 70, 12);
  });

  test('is certain when all were attended', () => {
    expect(asFewAs(count(9, 9), count(100, 120))).toBeCloseTo(1, 12);
  });

  test('grows with the number attended', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(60), fc.nat(60), (of, a, b) => {
        const before = count(Math.min(a, of), of);
        expect(asFewAs(count(b, 61), before)).toBeLessThanOrEqual(asFewAs(count(b + 1, 61), before) + 1e-9);
      }),
    );
  });
});

describe('a month beside the twelve before', () => {
  test.each([
    ['is ordinary at the usual rate', count(58, 60), count(700, 731), 'ordinary'],
    ['is ordinary with one miss after a year without any', count(19, 20), count(250, 250), 'ordinary'],
    ['is lower with three misses of twenty after a year without any', count(17, 20), count(250, 250), 'lower'],
    ['is lower when a fifth is missing', count(48, 60), count(700, 731), 'lower'],
    ['is higher when a poor year is followed by a full month', count(60, 60), count(500, 720), 'higher'],
    ['has too few when two were held', count(0, 2), count(20, 20), 'too-few'],
    ['has too few when there is nothing before it', count(0, 60), count(0, 0), 'too-few'],
    ['has nothing to compare when none was held', count(0, 0), count(700, 731), 'none-held'],
  ])('%s', (_case, month, before, kind) => {
    expect(compareWithBefore(month, before).kind).toBe(kind);
  });

  test('calls lower exactly the results that chance gives less often than three sigma promise', () => {
    const before = count(700, 731);
    for (let n = 0; n <= 60; n += 1) {
      const rare = asFewAs(count(n, 60), before) < THREE_SIGMA_TAIL;
      expect([n, compareWithBefore(count(n, 60), before).kind]).toEqual([n, rare ? 'lower' : 'ordinary']);
    }
  });

  // What the comment in the code claims about the textbook limit.
  test('is judged more carefully than by the textbook formula, which cries wolf one month in a hundred', () => {
    const limit = 0.97 - 3 * Math.sqrt((0.97 * 0.03) / 60);
    let alarm = 0;
    let probability = 0.97 ** 60;
    for (let missed = 0; missed <= 60; missed += 1) {
      if ((60 - missed) / 60 < limit) alarm += probability;
      probability *= ((60 - missed) / (missed + 1)) * (0.03 / 0.97);
    }
    expect(alarm).toBeGreaterThan(0.008);
    expect(alarm).toBeLessThan(0.012);
  });
});

describe('the sentence', () => {
  test.each([
    [tally(0, 0), count(5, 5), 'None has counted, so there is nothing to compare.'],
    [
      tally(1, 2),
      count(20, 20),
      'Too few to tell. After 20 in the twelve months before, no result of 2 conferences could be told from chance.',
    ],
    [
      tally(1, 1),
      count(0, 0),
      'Too few to tell. After none in the twelve months before, no result of 1 conference could be told from chance.',
    ],
    [
      tally(58, 60),
      count(700, 731),
      'No. 58 of 60 is within what chance explains after 700 of 731 (95.8 %) in the twelve months before: 51 or more would be.',
    ],
  ])('for %j after %j', (month, before, sentence) => {
    expect(differenceSentence(month, before)).toBe(sentence);
  });

  test('says when outcomes not yet recorded could make the month ordinary', () => {
    const sentence = differenceSentence(tally(48, 60, 12), count(700, 731));
    expect(sentence).toMatch(/^Yes, lower\. 48 of 60 is fewer than chance explains/);
    expect(sentence).toContain('12 outcomes are not recorded yet. Had all of them been attended, the month would be');
  });

  test('says when outcomes not yet recorded could not', () => {
    expect(differenceSentence(tally(40, 60, 1), count(700, 731))).toContain(
      'One outcome is not recorded yet. Had it been attended, it would still be lower.',
    );
  });
});
