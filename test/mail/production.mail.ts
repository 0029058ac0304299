import { performance } from 'node:perf_hooks';
import { loadReferenceData } from '../../config/reference-data.js';
import { Mailboxes } from '../../src/calendar/mailboxes.module.js';
import { row } from '../../src/database/sql.js';
import { run } from '../../src/run.js';
import { TestClock } from '../support/clock.js';
import { testDatabase } from '../support/database.js';
import { outlookRequest } from '../support/letters.js';
import { testSettings } from '../support/settings.js';
import { PASSWORD, startDovecot } from './dovecot.js';
import { eventually } from './eventually.js';

const DESK = 'conference.desk@thamesvalley-police.example';

it('reads what arrives within seconds, and stops when it is told to', async () => {
  const database = await testDatabase();
  const dovecot = await startDovecot({ addresses: [DESK] });
  const auth = { by: 'password', password: PASSWORD } as const;
  const running = await run({
    settings: testSettings({
      database: { url: database.url, poolSize: 4 },
      imap: { host: '127.0.0.1', port: dovecot.port, tls: 'none', auth },
    }),
    clock: TestClock.at('2026-11-20T09:00:00Z'),
    reference: loadReferenceData(),
    mailbox: null,
    extra: [],
  });
  try {
    const mailboxes = running.app.get(Mailboxes);
    await eventually(
      () => mailboxes.status(),
      ([desk]) => desk?.problem === null,
    );
    const since = performance.now();
    dovecot.deliver(DESK, outlookRequest({}));
    const candidates = () => row<{ count: number }>(database.db.reader, 'select count(*)::int from candidate');
    await eventually(candidates, (found) => found?.count === 1);
    expect(performance.now() - since).toBeLessThan(5_000);
  } finally {
    await running.stop();
    await dovecot.remove();
    await database.stop();
  }
});
