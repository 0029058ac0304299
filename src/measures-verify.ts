import { loadReferenceData } from '../config/reference-data.js';
import { readSettings, SettingsError } from '../config/settings.js';
import { makeDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { countingBy } from './measures/counting.js';
import { verifyMeasures } from './measures/verify.js';

/**
 * `npm run measures:verify`: counts every conference of DATABASE_URL again and compares with what is stored. Prints one
 * JSON object; ends with 1 when something differs, and names those conferences; with 2 when it could not begin.
 */
async function verify(): Promise<number> {
  const settings = readSettings();
  if (settings.mode === 'demo') {
    console.error('DATABASE_URL is missing: name the database whose figures to verify.');
    return 2;
  }
  const db = new Database(await makeDataSource({ url: settings.settings.database.url, poolSize: 1 }).initialize());
  try {
    const { checked, drift } = await verifyMeasures(db, countingBy(loadReferenceData()));
    console.log(JSON.stringify({ checked, drift: drift.length }));
    for (const one of drift) console.error(`${one.reference}: ${one.differs.join(', ')}`);
    return drift.length > 0 ? 1 : 0;
  } finally {
    await db.close();
  }
}

try {
  process.exitCode = await verify();
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 2;
}
