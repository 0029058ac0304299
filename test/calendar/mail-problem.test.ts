import { isSignInRefused, mailProblem } from '../../src/calendar/mail-problem.js';

const failure = (message: string, parts: object = {}): Error => Object.assign(new Error(message), parts);

it.each([
  [
    'a refused password',
    failure('Command failed', {
      authenticationFailed: true,
      response: '5 NO [AUTHENTICATIONFAILED] Authentication failed.',
    }),
    'mx.example:993 refuses the sign-in (5 NO [AUTHENTICATIONFAILED] Authentication failed.)',
  ],
  [
    'a refused sender by SMTP',
    failure('Invalid login', { code: 'EAUTH', responseCode: 535, response: '535 5.7.3 no' }),
    'mx.example:993 refuses the sign-in (535 5.7.3 no)',
  ],
  [
    'an unknown host',
    failure('getaddrinfo ENOTFOUND mx.example', { code: 'ENOTFOUND' }),
    'there is no host by the name in mx.example:993',
  ],
  [
    'a server that is away',
    failure('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
    'mx.example:993 does not answer, or hangs up',
  ],
  ['a slow server', failure('x', { code: 'CONNECT_TIMEOUT' }), 'mx.example:993 does not answer in time'],
  [
    'a certificate nobody knows',
    failure('self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    'mx.example:993 has a certificate that is not trusted: self-signed certificate',
  ],
  ['no TLS', failure('wrong version number', { code: 'ETLS' }), 'no TLS with mx.example:993: wrong version number'],
  [
    'a refusal of a command',
    failure('Command failed', { responseText: 'Mailbox is locked' }),
    'mx.example:993 says no (Mailbox is locked)',
  ],
  ['a sentence of our own', failure('the token endpoint gives no token'), 'the token endpoint gives no token'],
  ['what is no error at all', 'boom', 'boom'],
])('says %s in words', (_, error, words) => {
  expect(mailProblem(error, 'mx.example:993')).toBe(words);
});

it('tells a refused token from a token endpoint that is away', () => {
  expect(isSignInRefused(failure('x', { code: 'EAUTH', responseCode: 535 }))).toBe(true);
  expect(isSignInRefused(failure('the token endpoint does not answer', { code: 'EAUTH' }))).toBe(false);
  expect(isSignInRefused(failure('closed', { code: 'EConnectionClosed' }))).toBe(false);
});
