import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import { voiceHeardByHub } from '../participation/voice.queries.js';
import type { Months } from '../reporting/figures.js';
import type { Reach } from '../reporting/performance.queries.js';
import type { Count } from '../reporting/rate.js';

/** Attended conferences of these months at which the child was heard; those of which nobody has said are not. */
export async function voiceHeard(reader: Reader, { from, to }: Months, { hubs }: Reach): Promise<Count> {
  const span = { from: startOfLondonDay(from), until: startOfLondonDay(to.add({ months: 1 })) };
  const byHub = await voiceHeardByHub(reader, { all: false, hubs, assignedTo: null }, span);
  const sum = (key: 'heard' | 'attended'): number => byHub.reduce((total, one) => total + one[key], 0);
  return { n: sum('heard'), of: sum('attended') };
}
