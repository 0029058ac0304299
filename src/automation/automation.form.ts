import { typedText } from '../kernel/typed-text.js';
import type { Asked } from './automation.service.js';

/** What the address asks for; what means nothing is left out. */
export function readAsked(query: unknown): Asked {
  const hub = typedText(query, 'hub');
  const day = typedText(query, 'day');
  return { hub: hub === '' ? null : hub, day: readDay(day) };
}

function readDay(text: string): Temporal.PlainDate | null {
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}
