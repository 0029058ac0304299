import { readSettings, SettingsError, type Settings } from '../../config/settings.js';

const REQUIRED = {
  DATABASE_URL: 'postgres://tracker@db.example/tracker',
  PUBLIC_URL: 'https://tracker.police.example',
  OIDC_ISSUER: 'https://login.police.example',
  OIDC_CLIENT_ID: 'tracker',
  OIDC_CLIENT_SECRET: 'secret',
  OIDC_AUDIENCE: 'tracker-api',
  SESSION_SECRET: 'x'.repeat(32),
  DESK_ADDRESS: 'Conference.Desk@police.example',
  SMTP_HOST: 'smtp.police.example',
};
const OAUTH = {
  MAIL_OAUTH_TOKEN_URL: 'https://login.example/tenant/oauth2/v2.0/token',
  MAIL_OAUTH_CLIENT_ID: 'client',
  MAIL_OAUTH_CLIENT_SECRET: 'secret',
  MAIL_OAUTH_SCOPE: 'https://outlook.office365.com/.default',
};

function settings(over: Readonly<Record<string, string>> = {}): Settings {
  const start = readSettings({ ...REQUIRED, ...over });
  if (start.mode === 'demo') throw new Error('this is the demo');
  return start.settings;
}

function problems(over: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readSettings({ ...REQUIRED, ...over });
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

it('is a demo without a database, whatever else is set', () => {
  expect(readSettings({ IMAP_HOST: 'imap.example' })).toMatchObject({ mode: 'demo' });
});

it('names every variable that is missing at once', () => {
  expect(problems({ OIDC_ISSUER: undefined, SMTP_HOST: ' ', SESSION_SECRET: 'short' })).toEqual([
    'OIDC_ISSUER is missing.',
    'SESSION_SECRET must have at least 32 characters.',
    'SMTP_HOST is missing.',
  ]);
});

it('cannot be changed after it is read', () => {
  const read = settings();
  expect(() => Object.assign(read.smtp, { host: 'elsewhere.example' })).toThrow(TypeError);
});

describe('sending', () => {
  it.each([
    [{}, { port: 587, tls: 'starttls' }],
    [{ SMTP_PORT: '465' }, { port: 465, tls: 'implicit' }],
    [{ SMTP_PORT: '2525' }, { port: 2525, tls: 'starttls' }],
    [
      { SMTP_HOST: '127.0.0.1', SMTP_PORT: '25' },
      { port: 25, tls: 'none' },
    ],
    [{ SMTP_HOST: 'localhost' }, { tls: 'none' }],
    [{ SMTP_HOST: 'localhost.example' }, { tls: 'starttls' }],
    [{ SMTP_TLS: 'none' }, { tls: 'none' }],
    [{ SMTP_HOST: '::1', SMTP_TLS: 'Implicit' }, { tls: 'implicit' }],
  ])('goes in the clear only to this machine or when that is said: %j', (over, expected) => {
    expect(settings(over).smtp).toMatchObject(expected);
  });

  it('signs in by password where a user is named, and not at all otherwise', () => {
    expect(settings().smtp.auth).toEqual({ by: 'none' });
    const auth = settings({ SMTP_USER: 'desk', SMTP_PASSWORD: 'pw' }).smtp.auth;
    expect(auth).toEqual({ by: 'password', user: 'desk', password: 'pw' });
  });

  it('signs in as the desk with a token, unless somebody else is named', () => {
    expect(settings({ SMTP_AUTH: 'oauth', ...OAUTH }).smtp.auth).toEqual({
      by: 'oauth',
      user: 'conference.desk@police.example',
    });
    expect(settings({ SMTP_AUTH: 'oauth', SMTP_USER: 'svc@police.example', ...OAUTH }).smtp.auth).toMatchObject({
      user: 'svc@police.example',
    });
  });
});

describe('reading', () => {
  it('is off without a server', () => {
    expect(settings().imap).toBeNull();
  });

  it.each([
    [{}, { port: 993, tls: 'implicit' }],
    [{ IMAP_TLS: 'starttls' }, { port: 143, tls: 'starttls' }],
    [{ IMAP_HOST: 'localhost' }, { port: 143, tls: 'none' }],
    [{ IMAP_PORT: '1993' }, { port: 1993, tls: 'implicit' }],
  ])('is protected unless it stays on this machine: %j', (over, expected) => {
    const read = settings({ IMAP_HOST: 'imap.police.example', IMAP_PASSWORD: 'pw', ...over }).imap;
    expect(read).toMatchObject({ ...expected, auth: { by: 'password', password: 'pw' } });
  });

  it('takes a token where passwords are gone', () => {
    const read = settings({ IMAP_HOST: 'outlook.office365.com', IMAP_AUTH: 'oauth', ...OAUTH });
    expect(read.imap?.auth).toEqual({ by: 'oauth' });
    expect(read.mailOauth).toEqual({
      tokenUrl: OAUTH.MAIL_OAUTH_TOKEN_URL,
      clientId: 'client',
      clientSecret: 'secret',
      scope: OAUTH.MAIL_OAUTH_SCOPE,
    });
  });
});

it.each([
  [{ SMTP_TLS: 'yes' }, 'SMTP_TLS must be implicit or starttls or none, not "yes".'],
  [{ SMTP_AUTH: 'password' }, 'SMTP_USER is missing.', 'SMTP_PASSWORD is missing.'],
  [{ SMTP_USER: 'desk' }, 'SMTP_PASSWORD is missing.'],
  [{ SMTP_PASSWORD: 'pw' }, 'SMTP_PASSWORD would not be used: SMTP_AUTH is not password.'],
  [{ SMTP_AUTH: 'none', SMTP_USER: 'desk' }, 'SMTP_USER would not be used: SMTP_AUTH is not password.'],
  [{ IMAP_HOST: 'imap.example' }, 'IMAP_PASSWORD is missing.'],
  [{ IMAP_PORT: '993', IMAP_PASSWORD: 'pw' }, 'IMAP_PORT, IMAP_PASSWORD would not be used: IMAP_HOST is missing.'],
  [
    { IMAP_HOST: 'imap.example', IMAP_AUTH: 'oauth' },
    'MAIL_OAUTH_TOKEN_URL is missing.',
    'MAIL_OAUTH_CLIENT_ID is missing.',
    'MAIL_OAUTH_CLIENT_SECRET is missing.',
    'MAIL_OAUTH_SCOPE is missing.',
  ],
  [
    { IMAP_HOST: 'imap.example', IMAP_AUTH: 'oauth', IMAP_PASSWORD: 'pw', ...OAUTH },
    'IMAP_PASSWORD would not be used: IMAP_AUTH=oauth signs in with a token.',
  ],
  [
    { SMTP_AUTH: 'oauth', ...OAUTH, MAIL_OAUTH_TOKEN_URL: 'http://login.example/token' },
    'MAIL_OAUTH_TOKEN_URL must be an https: address, not "http://login.example/token": a secret is sent there.',
  ],
  [{ MAIL_OAUTH_SCOPE: 'x' }, 'MAIL_OAUTH_SCOPE would not be used: neither SMTP_AUTH nor IMAP_AUTH is oauth.'],
])('says what is wrong with %j', (over, ...sentences) => {
  expect(problems(over)).toEqual(sentences);
});
