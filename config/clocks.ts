/** What local procedures leave to each hub: days around a birth, for minutes, and by when an invitation should have come. */
import type { Checked } from './checks.js';

export interface HubClocks {
  readonly hub: string;
  /** A conference about an unborn child is held by this week of the pregnancy. */
  readonly preBirthWeeks: number;
  /** The first review after a birth: so many working days after it or months after the conference, whichever is sooner. */
  readonly afterBirth: { readonly workingDays: number; readonly months: number };
  /** The record of a conference arrives within so many working days. */
  readonly minutesWorkingDays: number;
  /** An inquorate initial conference sits again within so many. */
  readonly inquorateWorkingDays: number;
  /** An invitation should have come so many working days before the conference is due. */
  readonly invitationLead: { readonly initial: number; readonly review: number };
}

const KEYS = ['hub', 'preBirthWeeks', 'afterBirth', 'minutesWorkingDays', 'inquorateWorkingDays', 'invitationLead'];

/** One entry for each hub, as `of` finds it; what is wrong is remembered in the file. */
export function readClocks(file: Checked, hubs: readonly string[]): (code: string) => HubClocks {
  const entries = file.list('hubs', 'hub', KEYS, readEntry);
  const named = entries.map(({ hub }) => hub);
  file.noneTwice('hub', named);
  for (const code of named) if (code !== '' && !hubs.includes(code)) file.problem(`names the unknown hub "${code}"`);
  for (const code of hubs) if (!named.includes(code)) file.problem(`has no clocks for the hub "${code}"`);
  const byHub = new Map(entries.map((entry) => [entry.hub, entry]));
  return (code) => {
    const found = byHub.get(code);
    if (found === undefined) throw new Error(`there are no clocks for the hub ${code}`);
    return found;
  };
}

function readEntry(entry: Checked): HubClocks {
  const birth = entry.object('afterBirth', ['workingDays', 'months']);
  const lead = entry.object('invitationLead', ['initial', 'review']);
  return {
    hub: entry.code('hub'),
    preBirthWeeks: entry.wholeNumber('preBirthWeeks', 12, 40),
    afterBirth: { workingDays: birth.wholeNumber('workingDays', 1, 60), months: birth.wholeNumber('months', 1, 6) },
    minutesWorkingDays: entry.wholeNumber('minutesWorkingDays', 1, 60),
    inquorateWorkingDays: entry.wholeNumber('inquorateWorkingDays', 1, 60),
    invitationLead: { initial: lead.wholeNumber('initial', 0, 15), review: lead.wholeNumber('review', 0, 60) },
  };
}
