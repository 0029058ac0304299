import { loadReferenceData } from '../config/reference-data.js';
import { readSettings, SettingsError } from '../config/settings.js';
import { makeDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { countingBy } from './measures/counting.js';
import { verifyMeasures } from './measures/verify.js';
import { verifyMonths } from './reporting/verify-months.js';

/**
 * `npm run measures:verify`: counts every conference of DATABASE_URL again and compares with what is stored, and every frozen
 * month with its digest. Prints one JSON object; ends with 1 when something differs, and names it; with 2 when it could not
 * begin.
 */
async function verify(): Promise<number> {
  const settings = readSettings();
  if (settings.mode === 'demo') {
    console.error('DATABASE_URL is missing: name the database whose figures to verify.');
    return 2;
  }
  const db = new Database(await makeDataSource({ url: settings.settings.database.url, poolSize: 1 }).initialize());
  try {
    const reference = loadReferenceData();
    const counting = countingBy(reference);
    const { checked, drift } = await verifyMeasures(db, counting);
    const months = await verifyMonths(db, reference.measures, counting.version);
    const sums = { checked, drift: drift.length, months: months.checked, monthsBroken: months.broken.length };
    console.log(JSON.stringify(sums));
    for (const one of drift) console.error(`${one.reference}: ${one.differs.join(', ')}`);
    for (const one of months.broken) console.error(`${one.month}: ${one.differs.join(', ')}`);
    return drift.length > 0 || months.broken.length > 0 ? 1 : 0;
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
