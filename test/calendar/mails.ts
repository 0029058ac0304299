import { readFileSync } from 'node:fs';

/** A synthetic mail of test/fixtures/mail, in the shape that some client really sends. */
export const mail = (name: string): Buffer => readFileSync(new URL(`../fixtures/mail/${name}`, import.meta.url));

/** A mail around lines of a calendar; ends of lines are put right. */
export const calendarMail = (lines: readonly string[], headers: readonly string[] = []): Buffer =>
  Buffer.from(
    [
      'From: Ada Okafor <ada.okafor@thamesvalley-police.example>',
      'Date: Mon, 23 Nov 2026 18:20:00 +0000',
      ...headers,
      'Content-Type: text/calendar; charset=utf-8',
      '',
      'BEGIN:VCALENDAR',
      ...lines,
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
