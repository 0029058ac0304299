import { resolve } from 'node:path';
import type { ReferenceData } from '../../config/reference-data.js';
import type { DemoSettings, Settings } from '../../config/settings.js';
import { makeDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { syncHubs } from '../database/hubs.js';
import { run, type Running } from '../run.js';
import { DemoModule } from './demo.module.js';
import { DemoParts } from './demo-parts.js';
import { fillDemoForce } from './force/load.js';
import { refuseNewerRecords } from './newer-records.js';
import { settingsFor, startParts, type Parts } from './parts.js';
import { PERSONAS, ROBOT } from './personas.js';

const say = (line: string): void => console.log(line);

/** The demo force: PostgreSQL, identity provider and mail server of its own, then the same application as everywhere. */
export async function runDemo(demo: DemoSettings, reference: ReferenceData): Promise<Running> {
  const parts = await startParts(demo, resolve(demo.dataDir), say);
  try {
    const hubMailboxes = reference.hubs.map((hub) => hub.mailbox);
    const settings = settingsFor(demo, parts, hubMailboxes);
    await prepareDatabase(settings, reference, parts.clock.now(), demo);
    const running = await run({
      settings,
      clock: parts.clock,
      reference,
      mailbox: parts.mail.mailbox(settings.mailboxes),
      extra: [DemoModule.of(new DemoParts(parts.clock, parts.mail, parts.issuer, PERSONAS))],
    });
    say(welcome(parts, settings.desk.address));
    return {
      ...running,
      stop: async () => {
        await running.stop();
        await parts.stop();
      },
    };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

async function prepareDatabase(
  settings: Settings,
  reference: ReferenceData,
  now: Temporal.Instant,
  { seed, dataDir }: DemoSettings,
): Promise<void> {
  const db = new Database(await makeDataSource(settings.database).initialize());
  try {
    await refuseNewerRecords(db, resolve(dataDir));
    await db.migrate();
    await db.transaction((tx) => syncHubs(tx, reference.hubs));
    const { address: deskAddress } = settings.desk;
    const filled = await fillDemoForce(db, { seed, now, reference, deskAddress, publicUrl: settings.http.publicUrl });
    say(`Demo force: ${filled.attendees} attendees, ${filled.conferences} conferences, ${filled.children} children.`);
  } finally {
    await db.close();
  }
}

function welcome({ publicUrl, mail, issuer }: Parts, desk: string): string {
  const people = PERSONAS.filter((persona) => persona.key !== ROBOT.key).map(
    (persona) => `    ${persona.name.padEnd(16)} ${persona.roles.join(', ')}`,
  );
  return [
    '',
    `Case Conference Tracker is ready: ${publicUrl}`,
    `  Mail to the desk: ${desk}, SMTP on ${mail.host}:${mail.port}`,
    `  Every mailbox:    ${publicUrl}/demo/mail`,
    `  Sign-in service:  ${issuer.issuer}`,
    '  Sign in as:',
    ...people,
    'Ctrl-C stops everything; the data stays. All people and families are invented.',
  ].join('\n');
}
