import { join } from 'node:path';
import type { DemoSettings, Settings } from '../../config/settings.js';
import { portTaken } from './cannot-start.js';
import { MovableClock } from './clock.js';
import { lockDataFolder } from './data-folder.js';
import { startIdentityProvider, type IdentityProvider } from './identity-provider.js';
import { startMailServer, type MailServer } from './mail-server.js';
import { PERSONAS, ROBOT } from './personas.js';
import { freePort, freePortNear, isFree } from './ports.js';
import { startPostgres, type RunningPostgres } from './postgres.js';
import { keptSecrets, type Secrets } from './secrets.js';

const CLIENT = { id: 'tracker', audience: 'urn:case-conference-tracker:api' };
const DESK = { name: 'TVP Conference Desk', address: 'conference.desk@thamesvalley-police.example' };

export interface Parts {
  readonly publicUrl: string;
  readonly port: number;
  readonly clock: MovableClock;
  readonly postgres: RunningPostgres;
  readonly mail: MailServer;
  readonly issuer: IdentityProvider;
  readonly secrets: Secrets;
  stop(): Promise<void>;
}

/** Starts what production finds in place: a database, a mail server and an identity provider. All of them, or none. */
export async function startParts(demo: DemoSettings, dataDir: string, say: (line: string) => void): Promise<Parts> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  const started = <T extends { stop(): Promise<void> }>(part: T): T => {
    stops.push(() => part.stop());
    return part;
  };
  try {
    const address = (port: number): string => demo.publicUrl ?? `http://127.0.0.1:${port}`;
    const lock = await lockDataFolder(dataDir, address(demo.port));
    stops.push(() => lock.release());
    const port = await ownPort(demo);
    await lock.announce(address(port));
    const clock = new MovableClock(dataDir);
    const secrets = await keptSecrets(dataDir);
    const postgres = started(await startPostgres({ dataDir, log: say }));
    const mailOptions = { dir: join(dataDir, 'mail'), port: await freePortNear(port + 25), now: () => clock.now() };
    const mail = started(await startMailServer(mailOptions));
    const issuer = started(await identityProvider(dataDir, address(port), await freePortNear(port + 1), secrets, say));
    return { publicUrl: address(port), port, clock, postgres, mail, issuer, secrets, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Found out before anything is started: a port that is taken is the commonest reason for a start to fail. */
async function ownPort(demo: DemoSettings): Promise<number> {
  if (demo.port === 0) return freePort();
  if (!(await isFree(demo.port, demo.host))) throw portTaken(demo.port, 'the tracker');
  return demo.port;
}

const identityProvider = (
  dir: string,
  publicUrl: string,
  port: number,
  secrets: Secrets,
  log: (line: string) => void,
): Promise<IdentityProvider> =>
  startIdentityProvider({
    dir,
    port,
    log,
    personas: PERSONAS,
    redirectUris: [`${publicUrl}/sign-in/callback`],
    postLogoutRedirectUris: [`${publicUrl}/signed-out`],
    clientId: CLIENT.id,
    clientSecret: secrets.client,
    audience: CLIENT.audience,
    robotClient: { id: ROBOT.key, secret: secrets.robot },
  });

/** The settings a deployment would be given for these parts. */
export function settingsFor(demo: DemoSettings, parts: Parts, hubMailboxes: readonly string[]): Settings {
  return {
    demo: true,
    http: {
      host: demo.host,
      port: parts.port,
      publicUrl: parts.publicUrl,
      trustProxy: false,
      requestsPerMinute: 3_000,
      robotRequestsPerMinute: 120,
    },
    database: { url: parts.postgres.url, poolSize: 10 },
    oidc: {
      issuer: parts.issuer.issuer,
      clientId: CLIENT.id,
      clientSecret: parts.secrets.client,
      audience: CLIENT.audience,
    },
    // Long enough that moving the clock by months signs nobody out.
    session: { secret: parts.secrets.session, idleMinutes: 525_600, absoluteHours: 8_760 },
    desk: DESK,
    mailboxes: [...new Set([DESK.address, ...hubMailboxes])],
    authservId: null,
    smtp: { host: parts.mail.host, port: parts.mail.port, tls: 'none', auth: { by: 'none' } },
    imap: null,
    mailOauth: null,
    heartbeatUrl: null,
    log: { level: demo.logLevel },
  };
}
