import { readSettings, SettingsError } from '../config/settings.js';
import { checkMail } from './calendar/mail-check.js';
import { MailLogin } from './calendar/mail-login.js';
import { makeDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { systemClock } from './kernel/clock.js';

/**
 * `npm run mail:check`: tries the mail settings and says what is wrong with them, one sentence a line. Ends with 0 when
 * nothing is, with 1 when something is, with 2 when it could not begin.
 */
async function mailCheck(): Promise<number> {
  const start = readSettings();
  if (start.mode === 'demo') {
    console.error('DATABASE_URL is missing: the demo brings its own mail server, and there is nothing to check.');
    return 2;
  }
  const { database, mailOauth } = start.settings;
  const db = new Database(await makeDataSource({ url: database.url, poolSize: 1 }).initialize());
  try {
    const login = mailOauth === null ? null : new MailLogin(mailOauth, systemClock);
    const problems = await checkMail(start.settings, login, db.reader);
    for (const problem of problems) console.log(problem);
    if (problems.length === 0) console.log('Mail can be sent and read.');
    return problems.length === 0 ? 0 : 1;
  } finally {
    await db.close();
  }
}

try {
  process.exitCode = await mailCheck();
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 2;
}
