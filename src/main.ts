import { loadReferenceData } from '../config/reference-data.js';
import { readSettings, SettingsError } from '../config/settings.js';
import { systemClock } from './kernel/clock.js';
import { run, type Running } from './run.js';
import { stopOnSignals } from './stopping.js';

/** Failures that a person can mend: told in their own words, without a stack. */
const isExplained = (error: unknown): error is Error =>
  error instanceof SettingsError || (error instanceof Error && error.name === 'CannotStart');

async function start(): Promise<Running> {
  const reference = loadReferenceData();
  const settings = readSettings();
  if (settings.mode === 'production') {
    return run({ settings: settings.settings, clock: systemClock, reference, mailbox: null, extra: [] });
  }
  // Loaded only here: with DATABASE_URL set, no line of the demo is in the process.
  const { runDemo } = await import('./demo/demo.js');
  return runDemo(settings.demo, reference);
}

try {
  const starting = start();
  stopOnSignals(process, starting, (error) => console.error('Stopping failed:', error));
  await starting;
} catch (error) {
  console.error(isExplained(error) ? error.message : error);
  process.exit(1);
}
