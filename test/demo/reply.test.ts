import { isReply } from '../../src/demo/reply.js';

it.each(['accept', 'tentative', 'decline'])('%s is an answer that the demo can give', (given) => {
  expect(isReply(given)).toBe(true);
});

it.each(['', 'Accept', 'constructor', '__proto__', null, ['accept']])('%j is none', (given) => {
  expect(isReply(given)).toBe(false);
});
