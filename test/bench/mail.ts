import { startDatabase } from './mail-force.ts';
import { measureRate } from './mail-rate.ts';
import type { Measurement } from './run.ts';

/** Incoming answers: how fast, how soon and with how much memory. */
export async function* benchMail(): AsyncGenerator<Measurement> {
  const database = await startDatabase();
  try {
    yield await measureRate(database.url);
  } finally {
    await database.stop();
  }
}
