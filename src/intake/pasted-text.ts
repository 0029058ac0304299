import { londonDate, londonInstant } from '../kernel/london.js';
import { readTime } from '../kernel/written-dates.js';
import type { KnownHubs } from './invitation-hub.js';
import type { Found } from './invitation-text.js';
import { datesIn } from './invitation-times.js';
import { readInvitation, type ReadInvitation } from './read-invitation.js';

export interface ReadPaste extends ReadInvitation {
  /** When the mail was sent, by its own heading; Europe/London unless that is in the future. */
  readonly sentAt: Found<Temporal.Instant> | null;
}

/** What a mail program copies above the text. A letter's own "Date:" stands under no "From:". */
const HEADING = /^(from|sent|date|to|cc|subject|importance|attachments?)\s*:\s*(.*)$/i;
const ADDRESS = /[^\s<>[\]();:,"']+@[^\s<>[\]();:,"']+/;

/** An email or letter that somebody copied, read as one that arrived would be. */
export function readPasted(text: string, reference: KnownHubs, now: Temporal.Instant): ReadPaste {
  const { heading, rest } = split(text);
  const today = londonDate(now);
  const from = ADDRESS.exec(heading.get('from') ?? '')?.[0].toLowerCase();
  const mail = {
    text: rest,
    subject: heading.get('subject') ?? '',
    from: from === undefined ? null : { name: '', address: from },
  };
  const sent = heading.get('sent') ?? heading.get('date') ?? '';
  return { ...readInvitation({ sort: 'letter', mail }, reference, today), sentAt: readSent(sent, today, now) };
}

/** The heading by name in lower case, when the text begins with one, and what follows it. */
function split(text: string): { readonly heading: ReadonlyMap<string, string>; readonly rest: string } {
  const lines = text.trim().split(/\r?\n/);
  if (!/^from\s*:/i.test(lines[0] ?? '')) return { heading: new Map(), rest: text };
  const end = lines.findIndex((line) => !HEADING.test(line.trim()));
  const [above, below] = end < 0 ? [lines, []] : [lines.slice(0, end), lines.slice(end)];
  const pairs = above
    .map((line) => HEADING.exec(line.trim())!)
    .map((found) => [found[1]!.toLowerCase(), found[2]!] as const);
  return { heading: new Map(pairs), rest: below.join('\n') };
}

function readSent(words: string, today: Temporal.PlainDate, now: Temporal.Instant): Found<Temporal.Instant> | null {
  const day = datesIn(words, today)[0]?.value;
  const time = readTime(/\b\d{1,2}[:.]\d{2}(?= ?(am|pm)\b)? ?(am|pm)?/i.exec(words)?.[0].trim() ?? '');
  if (day === undefined || day === null || time === null) return null;
  const value = londonInstant(day, time);
  return Temporal.Instant.compare(value, now) > 0 ? null : { value, source: `Sent ${words}` };
}
