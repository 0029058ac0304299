import type { CheerioAPI } from 'cheerio';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { aMiss, invent, unrecorded } from './invented.js';

export const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
export const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A November with one of everything; the strings are references. */
export interface November {
  readonly test: TestApp;
  /** Of Reading and Slough. */
  readonly coordinator: Browser;
  readonly chief: Browser;
  readonly attended: string;
  readonly missed: string;
  readonly open: string;
  readonly elsewhere: string;
  readonly ahead: string;
  readonly uninvited: string;
}

/** Three complete months, then November 2026 as it stands on the 20th at nine. */
export async function november(): Promise<November> {
  const test = await testApp('2026-11-20T09:00:00Z');
  for (const month of ['2026-08', '2026-09', '2026-10']) {
    for (const day of ['03', '10', '17', '24']) await invent(test, { sittings: [at(`${month}-${day}T10:00:00Z`)] });
  }
  const on = (time: string) => ({ sittings: [at(`2026-11-${time}:00Z`)] });
  const late = { hubCode: 'slough', invitedHoursBefore: [2], noticeDays: [0], reason: 'late-notice' };
  const calledOff = { state: 'stood_down', outcome: null, presentAtDecision: false } as const;
  await invent(test, { ...on('11T10:00'), kind: 'rcpc' });
  await invent(test, { ...on('06T10:00'), ...calledOff });
  return {
    test,
    coordinator: await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']),
    chief: await test.signIn('Grace Hall', ['leadership']),
    attended: await invent(test, on('03T10:00')),
    missed: await invent(test, aMiss({ ...on('12T10:00'), ...late, attribution: 'partner', note: 'Told at 08:00' })),
    open: await invent(test, unrecorded({ ...on('19T10:00'), kind: 'rcpc' })),
    elsewhere: await invent(test, aMiss({ ...on('13T10:00'), hubCode: 'oxfordshire' })),
    ahead: await invent(test, unrecorded(on('20T08:00'))),
    uninvited: await invent(
      test,
      aMiss({ ...on('05T10:00'), invitedHoursBefore: [-48], reason: 'invite-not-received' }),
    ),
  };
}

/** Every reference that the page names, once, in its order. */
export const namedIn = ($: CheerioAPI): string[] => [
  ...new Set(
    $('main')
      .text()
      .match(/TV-26-\d{6}/g) ?? [],
  ),
];
