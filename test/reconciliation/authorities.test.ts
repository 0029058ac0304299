import fc from 'fast-check';
import { loadReferenceData } from '../../config/reference-data.js';
import type { AllFacts } from '../../src/measures/facts.js';
import {
  authorityFigures,
  medianOf,
  type AuthorityFigures,
  type Convened,
} from '../../src/reconciliation/authorities.js';
import { authoritiesCsv } from '../../src/reconciliation/authorities.page.js';
import { forPublication } from '../../src/reconciliation/publication.js';
import { isSmall } from '../../src/reporting/suppression.js';

const reference = loadReferenceData();
const { calendar, limits } = reference;
const terms = { calendar, limits, hub: reference.hub('reading')! };
const at = (text: string) => Temporal.Instant.from(text);

/** An ICPC held on 9 November with ten working days of notice. */
const convened = (facts: Partial<AllFacts> = {}, moves = 0): Convened => ({
  moves,
  facts: {
    kind: 'icpc',
    state: 'held',
    convenedBy: null,
    startsAt: at('2026-11-09T10:00:00Z'),
    endsAt: at('2026-11-09T11:30:00Z'),
    firstReceivedAt: at('2026-10-26T10:00:00Z'),
    relevanceAtStart: 'undecided',
    relevanceNow: 'undecided',
    participation: null,
    noticeDays: 10,
    leads: [],
    recordedAt: null,
    report: null,
    stoodDownAt: null,
    strategyDiscussionOn: null,
    inquorateBecauseOfPolice: false,
    goodQuality: null,
    ...facts,
  },
});

describe('what an authority did', () => {
  test('counts notice by family, late, never invited, moved and stood down on the day', () => {
    const figures = authorityFigures(
      [
        convened(),
        convened({ noticeDays: 4 }, 2),
        convened({ kind: 'rcpc', noticeDays: 20 }),
        convened({ kind: 'rcpc', noticeDays: 19 }),
        convened({ state: 'stood_down', stoodDownAt: at('2026-11-09T08:00:00Z') }),
        convened({ state: 'stood_down', stoodDownAt: at('2026-11-08T08:00:00Z') }),
        convened({ firstReceivedAt: null, noticeDays: null }),
        convened({ firstReceivedAt: at('2026-11-10T10:00:00Z'), noticeDays: 0 }),
      ],
      terms,
    );
    expect(figures).toEqual({
      initial: { inTime: { n: 3, of: 4 }, median: 10 },
      review: { inTime: { n: 1, of: 2 }, median: 19.5 },
      late: { n: 1, of: 6 },
      missing: { n: 2, of: 6 },
      moved: { n: 1, of: 6 },
      stoodDown: { n: 1, of: 6 },
    });
  });

  test.each([
    [[], null],
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1], 2.5],
  ])('the median of %j is %j', (values, median) => {
    expect(medianOf(values)).toBe(median);
  });
});

describe('for publication', () => {
  const share = fc.nat({ max: 40 }).chain((of) => fc.nat({ max: of }).map((n) => ({ n, of })));
  const noticed = fc.record({ inTime: share, median: fc.nat({ max: 30 }) });
  const figures: fc.Arbitrary<AuthorityFigures> = fc
    .record({ initial: noticed, review: noticed, missing: share, part: fc.nat(), moved: fc.nat(), down: fc.nat() })
    .map(({ initial, review, missing, part, moved, down }) => {
      const of = initial.inTime.of + review.inTime.of;
      const late = initial.inTime.of - initial.inTime.n + (part % (review.inTime.of - review.inTime.n + 1));
      const some = (n: number) => ({ n: n % (of + 1), of });
      return { initial, review, missing, late: { n: late, of }, moved: some(moved), stoodDown: some(down) };
    });

  test('shows no count of 1 to 5, and none from which one could be worked out', () => {
    fc.assert(
      fc.property(figures, (given) => {
        const { initial, review, ...rest } = forPublication(given);
        const shares = [initial.inTime, review.inTime, ...Object.values(rest)];
        const between = (a: number | null, b: number | null): number => (a === null || b === null ? 0 : a - b);
        const worked = [
          ...shares.flatMap(({ n, of }) => [n ?? 0, of ?? 0, between(of, n)]),
          between(rest.moved.of, initial.inTime.of),
          between(rest.moved.of, review.inTime.of),
          ...(initial.inTime.n === null ? [] : [between(rest.late.n, between(initial.inTime.of, initial.inTime.n))]),
        ];
        expect(worked.filter(isSmall)).toEqual([]);
        if (initial.inTime.of === null) expect(initial.median).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  test('leaves what is large as it is', () => {
    const large = { n: 20, of: 40 };
    const given: AuthorityFigures = {
      initial: { inTime: large, median: 8 },
      review: { inTime: large, median: 21 },
      late: { n: 30, of: 80 },
      missing: { n: 0, of: 80 },
      moved: { n: 20, of: 80 },
      stoodDown: { n: 10, of: 80 },
    };
    expect(forPublication(given)).toEqual(given);
  });

  test('says in the file that it does not show a count', () => {
    const few = { n: 2, of: 40 };
    const none = { n: 0, of: 40 };
    const csv = authoritiesCsv({
      period: { from: Temporal.PlainDate.from('2026-11-01'), to: Temporal.PlainDate.from('2026-11-30') },
      typed: { from: '', to: '' },
      errors: [],
      publish: true,
      terms: { initial: 5, review: 20, late: 5 },
      figures: [
        {
          hub: { ...reference.hub('reading')!, localAuthority: '=Reading' },
          figures: {
            initial: { inTime: none, median: 2 },
            review: { inTime: none, median: 3 },
            late: none,
            missing: few,
            moved: none,
            stoodDown: none,
          },
        },
      ],
    });
    expect(csv.split('\r\n')[1]).toBe("'=Reading,2026-11-01,2026-11-30,0,40,0,40,0,40,not shown,40,0,40,0,40,2,3");
  });
});
