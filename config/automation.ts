/** What each hub wants of automation, and what is assumed to be saved by it. */
import { CONFERENCE_KINDS } from '../src/conferences/kinds.js';
import { CONFIRM_CONDITIONS, type ConfirmPolicy } from '../src/conferences/to-confirm.js';
import type { Checked } from './checks.js';

/** What recording one invitation costs a person, by how it came on record. */
export const EFFORTS = ['by-hand', 'to-confirm', 'unattended'] as const;
export type Effort = (typeof EFFORTS)[number];

export interface Assumed {
  readonly label: string;
  readonly keystrokes: number;
  readonly seconds: number;
}

export interface Automation {
  /** Of a hub by its code. */
  policyOf(hubCode: string): ConfirmPolicy;
  /** When the digest of a working day goes out, on a wall clock in London. */
  readonly digestAt: Temporal.PlainTime;
}

export interface Benefit {
  readonly assumed: Readonly<Record<Effort, Assumed>>;
  /** Where the numbers come from, for whoever reads the figure. */
  readonly source: string;
}

/** The policies of a checked automation.json: one for each hub there is. */
export function readAutomation(file: Checked, hubs: readonly string[]): Automation {
  const policies = file.list('hubs', 'hub', ['hub', 'confirm', 'when'], (entry) => ({
    hub: entry.code('hub'),
    confirm: entry.oneOf('confirm', ['always', 'when', 'never']),
    when: entry.someOf('when', [...CONFIRM_CONDITIONS, ...CONFERENCE_KINDS]),
  }));
  const named = policies.map(({ hub }) => hub);
  file.noneTwice('hub', named);
  for (const hub of named) if (!hubs.includes(hub)) file.problem(`names the hub "${hub}", which does not exist`);
  for (const hub of hubs) if (!named.includes(hub)) file.problem(`lacks a policy for the hub "${hub}"`);
  const byHub = new Map(policies.map(({ hub, ...policy }) => [hub, policy]));
  return {
    policyOf: (hubCode) => byHub.get(hubCode) ?? { confirm: 'always', when: [] },
    digestAt: Temporal.PlainTime.from(file.time('digestAt') || '08:00'),
  };
}

/** The assumptions of a checked automation-benefit.json: one for each way on record. */
export function readBenefit(file: Checked): Benefit {
  const read = file.list('assumptions', 'assumption', ['code', 'label', 'keystrokes', 'seconds'], (entry) => ({
    code: entry.oneOf<Effort>('code', EFFORTS),
    label: entry.text('label'),
    keystrokes: entry.wholeNumber('keystrokes', 0, 10_000),
    seconds: entry.wholeNumber('seconds', 0, 86_400),
  }));
  const codes = read.map(({ code }) => code);
  file.noneTwice('code', codes);
  for (const code of EFFORTS) if (!codes.includes(code)) file.problem(`lacks the assumption "${code}"`);
  const of = (effort: Effort): Assumed =>
    read.find(({ code }) => code === effort) ?? { label: '', keystrokes: 0, seconds: 0 };
  return {
    assumed: { 'by-hand': of('by-hand'), 'to-confirm': of('to-confirm'), unattended: of('unattended') },
    source: file.text('source'),
  };
}
