import { overErrors } from '../../src/answer-links/outcome-link.page.js';

it.each([
  ['frozen-reason-missing', 'The figures of this month are published'],
  ['who-missing', 'This could not be recorded here'],
] as const)('says why a press recorded nothing: %s', (kind, words) => {
  expect(overErrors({ kind }).map(({ text }) => text)).toEqual([expect.stringContaining(words)]);
});
