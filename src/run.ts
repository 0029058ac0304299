import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fileURLToPath } from 'node:url';
import type { ReferenceData } from '../config/reference-data.js';
import type { Settings } from '../config/settings.js';
import { Surroundings } from '../config/surroundings.js';
import { checkMail } from './calendar/mail-check.js';
import { ImapMailbox } from './calendar/imap-mailbox.js';
import { MailLogin } from './calendar/mail-login.js';
import { MailboxesModule } from './calendar/mailboxes.module.js';
import type { Mailbox } from './calendar/mailbox.js';
import { SmtpMailer } from './calendar/smtp-mailer.js';
import { makeDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { syncHubs } from './database/hubs.js';
import type { Clock } from './kernel/clock.js';
import type { Log } from './kernel/log.js';
import { makeLog } from './logging.js';
import { makeServer } from './server.js';
import { createTemplates } from './web/templates.js';
import { startWork } from './work.js';

/** What differs between a demo and production: everything else is the same code. */
export interface Deployment {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly reference: ReferenceData;
  /** Null for the mailboxes that the settings name, if they name any. */
  readonly mailbox: Mailbox | null;
  readonly extra: readonly DynamicModule[];
}

export interface Running {
  readonly app: NestFastifyApplication;
  readonly address: string;
  /** Ends requests in hand, then work in hand, then the connections. */
  stop(): Promise<void>;
}

/** Connects, checks that the database is up to date, listens and works. */
export async function run(deployment: Deployment): Promise<Running> {
  const { settings, clock, reference } = deployment;
  const dataSource = await makeDataSource(settings.database).initialize();
  const db = new Database(dataSource);
  const log = makeLog(settings.log.level);
  const login = settings.mailOauth === null ? null : new MailLogin(settings.mailOauth, clock);
  const mailer = new SmtpMailer(settings.smtp, login);
  const mailbox = deployment.mailbox ?? imapMailbox(settings, { login, clock, log });
  try {
    if (await db.pendingMigrations()) throw new Error('The database is not up to date. Run `npm run migrate` first.');
    await db.transaction((tx) => syncHubs(tx, reference.hubs));
    const app = await makeServer(
      {
        db,
        surroundings: new Surroundings(clock, settings, reference),
        mailer,
        templates: createTemplates([fileURLToPath(new URL('.', import.meta.url))]),
        assets: fileURLToPath(new URL('./web/assets', import.meta.url)),
        log,
      },
      [...deployment.extra, MailboxesModule.of(mailbox)],
    );
    await app.listen(settings.http.port, settings.http.host);
    const stopWork = startWork(app, mailbox);
    if (!settings.demo) void sayMailProblems(settings, login, db, log);
    return {
      app,
      address: settings.http.publicUrl,
      stop: async () => {
        await app.close();
        await stopWork();
        await mailbox?.close?.();
        mailer.close();
        await db.close();
      },
    };
  } catch (error) {
    await mailbox?.close?.();
    mailer.close();
    await db.close();
    throw error;
  }
}

function imapMailbox(
  { imap, mailboxes }: Settings,
  parts: { readonly login: MailLogin | null; readonly clock: Clock; readonly log: Log },
): Mailbox | null {
  return imap === null ? null : new ImapMailbox({ server: imap, addresses: mailboxes, ...parts });
}

/** Nothing waits for this: a mail server that is away must not keep the pages away. */
async function sayMailProblems(settings: Settings, login: MailLogin | null, db: Database, log: Log): Promise<void> {
  try {
    for (const problem of await checkMail(settings, login, db.reader)) log.warn({ problem }, 'mail needs attention');
  } catch (error) {
    log.error({ err: error }, 'the mail settings could not be checked');
  }
}
