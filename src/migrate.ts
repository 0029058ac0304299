import { loadReferenceData } from '../config/reference-data.js';
import { readSettings } from '../config/settings.js';
import { makeDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { countingBy } from './measures/counting.js';
import { recountOwed } from './measures/recounting.js';

/** `npm run migrate`: brings the database of DATABASE_URL up to date; a release step, never part of a start. */
const settings = readSettings();
if (settings.mode === 'demo') {
  console.error('DATABASE_URL is missing: name the database to migrate. (The demo migrates its own at start.)');
  process.exit(2);
}
const db = new Database(await makeDataSource({ url: settings.settings.database.url, poolSize: 2 }).initialize());
const ran = await db.migrate();
console.log(ran.length === 0 ? 'The database is up to date.' : `Migrated: ${ran.join(', ')}.`);
const counted = await recountOwed(db, countingBy(loadReferenceData()), (done) => console.log(`Counted ${done} …`));
if (counted > 0) console.log(`Counted ${counted} conferences by the definitions in force.`);
await db.close();
