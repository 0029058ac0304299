import { readRelevance, typedRelevance } from '../../src/relevance/relevance.form.js';

it('reads a decision, each criterion once', () => {
  const body = { value: 'relevant', criteria: ['new-incident', 'new-incident', 'first-review'], reason: ' call ' };
  expect(readRelevance(typedRelevance(body))).toEqual({
    ok: true,
    value: { value: 'relevant', criteria: ['new-incident', 'first-review'], reason: 'call' },
  });
});

it('reads a single criterion as one', () => {
  expect(typedRelevance({ criteria: 'first-review' }).criteria).toEqual(['first-review']);
});

it.each<[unknown, readonly string[]]>([
  [{}, ['#value', '#reason']],
  [undefined, ['#value', '#reason']],
  [{ value: 'RELEVANT', reason: 'x' }, ['#value']],
  [{ value: ['perhaps', 'relevant'], reason: 'x' }, ['#value']],
])('asks again when the body is %j', (body, hrefs) => {
  const read = readRelevance(typedRelevance(body));
  expect(read.ok ? [] : read.errors.map((error) => error.href)).toEqual(hrefs);
});
