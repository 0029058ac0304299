import { readMailSettings, type ImapSettings, type OauthSettings, type SmtpSettings } from './mail-settings.js';
import { Variables, type Environment } from './variables.js';

export type { ImapSettings, MailTls, OauthSettings, SmtpSettings } from './mail-settings.js';

/** Everything the tracker can be told from outside. Read once at start; nothing else reads the environment. */
export interface Settings {
  readonly demo: boolean;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string;
    readonly trustProxy: boolean;
    /** For each address: a whole force may stand behind one. */
    readonly requestsPerMinute: number;
    /** For each service account, over all instances. */
    readonly robotRequestsPerMinute: number;
  };
  readonly database: { readonly url: string; readonly poolSize: number };
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    /** What a bearer token for `/api/v1` must name as its audience. */
    readonly audience: string;
  };
  readonly session: { readonly secret: string; readonly idleMinutes: number; readonly absoluteHours: number };
  /** The one mailbox that is From, ORGANIZER and Reply-To of everything we send (CALENDAR-MAIL, pain 7). */
  readonly desk: { readonly name: string; readonly address: string };
  /** Mailboxes read for answers and invitations, the desk's own among them. */
  readonly mailboxes: readonly string[];
  /** The name our own gateway signs Authentication-Results with; null when it does not check senders. */
  readonly authservId: string | null;
  readonly smtp: SmtpSettings;
  /** Null when the tracker is not to read mail. */
  readonly imap: ImapSettings | null;
  /** Who signs in to the mail servers where they take no passwords; null when none does so. */
  readonly mailOauth: OauthSettings | null;
  /** Called after each proof without a gap, so that a monitor hears when they stop; null for no monitor. */
  readonly heartbeatUrl: string | null;
  readonly log: { readonly level: string };
}

/** What the demo needs to know before its parts are started; the parts then complete the settings. */
export interface DemoSettings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly seed: number;
  readonly logLevel: string;
}

export type StartSettings =
  { readonly mode: 'demo'; readonly demo: DemoSettings } | { readonly mode: 'production'; readonly settings: Settings };

/** Names every wrong or missing variable at once, so that one restart mends them all. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The tracker cannot start: ${problems.length} setting(s) need attention.\n  ${problems.join('\n  ')}`);
    this.name = 'SettingsError';
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

function readDemo(variables: Variables): DemoSettings {
  return {
    dataDir: variables.text('DATA_DIR', './data'),
    host: variables.text('HOST', '127.0.0.1'),
    port: variables.whole('PORT', 3000, 0, 65_535),
    publicUrl: variables.optional('PUBLIC_URL') && variables.url('PUBLIC_URL', ['http:', 'https:']),
    seed: variables.whole('DEMO_SEED', 2026, 1, 2_147_483_647),
    logLevel: variables.text('LOG_LEVEL', 'warn'),
  };
}

function readProduction(variables: Variables): Settings {
  const desk = { name: variables.text('DESK_NAME', 'Conference Desk'), address: variables.address('DESK_ADDRESS') };
  return {
    demo: false,
    http: {
      host: variables.text('HOST', '0.0.0.0'),
      port: variables.whole('PORT', 3000, 0, 65_535),
      publicUrl: variables.url('PUBLIC_URL', ['http:', 'https:']),
      trustProxy: variables.yesNo('TRUST_PROXY', false),
      requestsPerMinute: variables.whole('REQUESTS_PER_MINUTE', 3_000, 10, 1_000_000),
      robotRequestsPerMinute: variables.whole('ROBOT_REQUESTS_PER_MINUTE', 120, 1, 1_000_000),
    },
    database: {
      url: variables.url('DATABASE_URL', ['postgres:', 'postgresql:']),
      poolSize: variables.whole('DATABASE_POOL', 10, 2, 100),
    },
    oidc: {
      issuer: variables.url('OIDC_ISSUER', ['http:', 'https:']),
      clientId: variables.text('OIDC_CLIENT_ID'),
      clientSecret: variables.text('OIDC_CLIENT_SECRET'),
      audience: variables.text('OIDC_AUDIENCE'),
    },
    session: {
      secret: variables.secret('SESSION_SECRET'),
      idleMinutes: variables.whole('SESSION_IDLE_MINUTES', 60, 5, 1_440),
      absoluteHours: variables.whole('SESSION_ABSOLUTE_HOURS', 12, 1, 24),
    },
    desk,
    mailboxes: [...new Set([desk.address, ...variables.addresses('INTAKE_MAILBOXES')])],
    authservId: variables.optional('MAIL_AUTHSERV_ID'),
    ...readMailSettings(variables, desk.address),
    heartbeatUrl: variables.optional('HEARTBEAT_URL') && variables.url('HEARTBEAT_URL', ['http:', 'https:']),
    log: { level: variables.text('LOG_LEVEL', 'info') },
  };
}

function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part);
  return Object.freeze(value);
}

/**
 * Without `DATABASE_URL` the tracker runs as a demo with parts of its own; with it, everything must be named.
 * @throws SettingsError listing every variable that is wrong or missing
 */
export function readSettings(environment: Environment = process.env): StartSettings {
  const variables = new Variables(environment);
  const start: StartSettings = variables.optional('DATABASE_URL')
    ? { mode: 'production', settings: readProduction(variables) }
    : { mode: 'demo', demo: readDemo(variables) };
  const level = start.mode === 'demo' ? start.demo.logLevel : start.settings.log.level;
  if (!LOG_LEVELS.includes(level)) variables.problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);
  if (variables.problems.length > 0) throw new SettingsError(variables.problems);
  return frozen(start);
}
