import type { Settings } from '../../config/settings.js';

/** Settings of a deployment that reads no mail of its own; a test overrides what it is about. */
export const testSettings = (over: Partial<Settings> = {}): Settings => ({
  demo: false,
  http: {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://tracker.example',
    trustProxy: false,
    requestsPerMinute: 3_000,
    robotRequestsPerMinute: 120,
  },
  database: { url: 'postgres://unused.example/none', poolSize: 4 },
  oidc: { issuer: 'http://issuer.example', clientId: 'tracker', clientSecret: 'not-secret', audience: 'tracker-api' },
  session: { secret: 'a-secret-of-at-least-thirty-two-characters', idleMinutes: 60, absoluteHours: 12 },
  desk: { name: 'TVP Conference Desk', address: 'conference.desk@thamesvalley-police.example' },
  mailboxes: ['conference.desk@thamesvalley-police.example'],
  authservId: 'mx.thamesvalley-police.example',
  smtp: { host: '127.0.0.1', port: 25, tls: 'none', auth: { by: 'none' } },
  imap: null,
  mailOauth: null,
  heartbeatUrl: null,
  log: { level: 'silent' },
  ...over,
});
