import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import { Signer } from '@fastify/cookie';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { load, type CheerioAPI } from 'cheerio';
import type { DynamicModule } from '@nestjs/common';
import { loadReferenceData, type Hub, type ReferenceData } from '../../config/reference-data.js';
import type { Settings } from '../../config/settings.js';
import { Surroundings } from '../../config/surroundings.js';
import { rememberAccount } from '../../src/access/account.queries.js';
import type { Actor, Role } from '../../src/access/actor.js';
import type { ShownInInvitation } from '../../src/changes/told-change.js';
import { run } from '../../src/database/sql.js';
import { makeLog } from '../../src/logging.js';
import { makeServer } from '../../src/server.js';
import { createTemplates } from '../../src/web/templates.js';
import { TestClock } from './clock.js';
import { testDatabase, type TestDatabase } from './database.js';
import { RecordingMailer } from './mailer.js';
import { testSettings } from './settings.js';

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
  readonly $: CheerioAPI;
}

/** One person at a browser: follows no redirects, keeps the session, sends the page's own token with each form. */
export class Browser {
  constructor(
    private readonly app: NestFastifyApplication,
    private cookie: string,
  ) {}

  /** The value of the session cookie, for a real browser that is to be the same person. */
  get sessionCookie(): string {
    return this.cookie.slice('tracker='.length);
  }

  async get(url: string): Promise<Answer> {
    return this.send('GET', url, null);
  }

  /** Opens the page that holds the form first, as a person must, and sends the token it carries. */
  async post(url: string, fields: Readonly<Record<string, string | readonly string[]>>, from = url): Promise<Answer> {
    const page = await this.get(from);
    const token = page.$('input[name=_csrf]').first().attr('value') ?? '';
    return this.send('POST', url, { _csrf: token, ...fields });
  }

  /** A form post as a stranger would forge it: with the person's cookie, without the page's token. */
  async forged(url: string, fields: Readonly<Record<string, string>>): Promise<Answer> {
    return this.send('POST', url, fields);
  }

  private async send(method: 'GET' | 'POST', url: string, fields: object | null): Promise<Answer> {
    const body = fields === null ? undefined : new URLSearchParams(pairs(fields)).toString();
    const answer = await this.app.inject({
      method,
      url,
      headers: {
        cookie: this.cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    const set = answer.cookies.find((one) => one.name === 'tracker');
    if (set !== undefined) this.cookie = `tracker=${encodeURIComponent(set.value)}`;
    const location = answer.headers.location;
    return {
      status: answer.statusCode,
      location: typeof location === 'string' ? location : null,
      text: answer.body,
      $: load(answer.body),
    };
  }
}

const pairs = (fields: object): [string, string][] =>
  Object.entries(fields).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((one): [string, string] => [key, String(one)])
      : [[key, String(value)] as [string, string]],
  );

export interface TestApp extends Pick<TestDatabase, 'db' | 'url'> {
  readonly app: NestFastifyApplication;
  readonly clock: TestClock;
  readonly mailer: RecordingMailer;
  readonly surroundings: Surroundings;
  /** An account with these roles; the same person each time for the same name. */
  actor(name: string, roles: readonly Role[], hubs?: readonly string[]): Promise<Actor>;
  signIn(name: string, roles: readonly Role[], hubs?: readonly string[]): Promise<Browser>;
  /** Nobody signed in. */
  stranger(): Browser;
  stop(): Promise<void>;
}

const mailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@thamesvalley-police.example`;

/** The built ones: a browser needs the compiled stylesheet. */
const ASSETS = fileURLToPath(new URL('../../dist/src/web/assets', import.meta.url));
/** Compiling a page's views takes longer than making the page, so all apps of a worker share them. */
const TEMPLATES = createTemplates([fileURLToPath(new URL('../../src', import.meta.url))]);

/** Surroundings in which every hub shows in its invitations what a test says. */
class TestSurroundings extends Surroundings {
  constructor(
    clock: TestClock,
    settings: Settings,
    reference: ReferenceData,
    private readonly shown: Partial<ShownInInvitation>,
  ) {
    super(clock, settings, reference);
  }

  override hubOf(row: { readonly hubCode: string }): Hub {
    return { ...super.hubOf(row), ...this.shown };
  }
}

/**
 * The whole application over a database of its own, with a clock that stands at `now` and a mail server that records.
 * @param shown what invitations show, other than the reference data says
 */
export async function testApp(
  now: string,
  over: Partial<Settings> = {},
  extra: readonly DynamicModule[] = [],
  shown: Partial<ShownInInvitation> = {},
): Promise<TestApp> {
  const database = await testDatabase();
  const settings = testSettings(over);
  const clock = TestClock.at(now);
  const mailer = new RecordingMailer();
  const surroundings = new TestSurroundings(clock, settings, loadReferenceData(), shown);
  const app = await makeServer(
    { db: database.db, surroundings, mailer, templates: TEMPLATES, assets: ASSETS, log: makeLog('silent') },
    extra,
  );
  const actor: TestApp['actor'] = (name, roles, hubs = []) =>
    database.db.transaction((tx) =>
      rememberAccount(
        tx,
        { issuer: settings.oidc.issuer, subject: name, name, mail: mailOf(name), roles, hubs },
        clock.now(),
      ),
    );
  return {
    ...database,
    app,
    clock,
    mailer,
    surroundings,
    actor,
    signIn: async (name, roles, hubs = []) => {
      const account = await actor(name, roles, hubs);
      const id = randomUUID();
      const content = {
        cookie: { path: '/', httpOnly: true, originalMaxAge: 3_600_000 },
        accountId: account.id,
        signedInAt: clock.now().toString(),
      };
      await database.db.transaction((tx) =>
        run(tx, 'insert into session (id, content, expires_at) values ($1, $2, $3)', [
          id,
          JSON.stringify(content),
          clock.now().add({ hours: 12 }),
        ]),
      );
      const signed = new Signer(settings.session.secret).sign(id);
      return new Browser(app, `tracker=${encodeURIComponent(signed)}`);
    },
    stranger: () => new Browser(app, ''),
    stop: async () => {
      await app.close();
      await database.stop();
    },
  };
}
