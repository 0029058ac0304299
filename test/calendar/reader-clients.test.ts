import { readdirSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { readMail } from '../../src/calendar/reader/reader.js';
import { reportMail } from '../../src/calendar/reader/report.js';
import { mail } from './mails.js';

const ada = 'ada.okafor@thamesvalley-police.example';
const uid = '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b@tracker.example';

type Report = Partial<ReturnType<typeof reportMail>>;

const clients: readonly [string, Report][] = [
  [
    'exchange-tentative-with-note.eml',
    {
      method: 'REPLY',
      uid,
      sequence: 2,
      start: '2027-07-01T08:30:00Z',
      end: '2027-07-01T10:00:00Z',
      organizer: null,
      attendees: [{ email: ada, partstat: 'TENTATIVE' }],
      respondent: ada,
      comment: 'May be late, court first',
      outcome: 'apply',
    },
  ],
  [
    'google-counter-under-reply.eml',
    {
      method: 'COUNTER',
      proposedStart: '2026-12-02T10:00:00Z',
      proposedEnd: '2026-12-02T11:30:00Z',
      respondent: ada,
      comment: 'could do Wednesday: morning',
      outcome: 'apply',
    },
  ],
  [
    'iphone-counter.eml',
    {
      method: 'REPLY',
      start: '2026-12-01T14:00:00Z',
      proposedStart: '2026-12-01T16:00:00Z',
      proposedEnd: null,
      comment: 'Two hours later would work',
      outcome: 'apply',
    },
  ],
  [
    'outlook-counter.eml',
    {
      method: 'COUNTER',
      start: '2026-12-01T14:00:00Z',
      end: '2026-12-01T15:30:00Z',
      proposedStart: '2026-12-01T15:30:00Z',
      proposedEnd: '2026-12-01T17:00:00Z',
      comment: 'Clinic until 3pm, sorry',
      outcome: 'apply',
    },
  ],
  ['icloud-accept.eml', { respondent: ada, sequence: 99999999999, comment: null, outcome: 'apply' }],
  ['calendar-in-part-header.eml', { respondent: ada, comment: 'on leave', outcome: 'apply', reason: 'declined' }],
  ['bare-reply.ics', { respondent: ada, sequence: 1, outcome: 'apply', reason: 'accepted' }],
  ['delegate-accept.eml', { respondent: ada, outcome: 'review' }],
  ['stranger-accept.eml', { respondent: ada, outcome: 'review' }],
  ['booking-system-reply.eml', { method: 'REPLY', outcome: 'reject' }],
  ['cancel-from-attendee.eml', { method: 'CANCEL', start: null, outcome: 'reject' }],
  ['cancelled-by-status.eml', { method: 'REQUEST', outcome: 'review' }],
  ['unknown-zone-request.eml', { start: null, end: null, outcome: 'review', reason: 'a time zone nobody knows: BRT' }],
  [
    'all-day-request.eml',
    { start: '2027-07-01T00:00:00Z', end: '2027-07-02T00:00:00Z', allDay: true, outcome: 'review' },
  ],
  [
    'embedded-zone-request.eml',
    {
      start: '2027-07-07T12:30:00Z',
      end: '2027-07-07T14:00:00Z',
      attendees: [{ email: 'mash&berkshire/desk@thamesvalley-police.example', partstat: 'NEEDS-ACTION' }],
      outcome: 'apply',
    },
  ],
  [
    'damaged-request.eml',
    {
      method: 'REQUEST',
      uid: 'SLO-2026-7721',
      start: '2026-12-07T13:30:00Z',
      end: '2026-12-07T15:00:00Z',
      organizer: 'cp.team@slough.example',
      attendees: [
        { email: null, partstat: 'NEEDS-ACTION' },
        { email: 'mash.berkshire@thamesvalley-police.example', partstat: 'NEEDS-ACTION' },
      ],
      outcome: 'apply',
    },
  ],
  [
    'notes-accept.eml',
    { method: 'REPLY', uid, start: '2026-12-01T14:00:00Z', respondent: ada, outcome: 'apply', reason: 'accepted' },
  ],
  [
    'exchange-decline-german.eml',
    {
      start: '2027-07-01T08:30:00Z',
      end: '2027-07-01T10:00:00Z',
      respondent: ada,
      comment: 'Bin im Gericht für den ganzen Tag',
      outcome: 'apply',
      reason: 'declined',
    },
  ],
  ['nextcloud-accept.eml', { respondent: ada, outcome: 'review', reason: 'accepted, sent from another address' }],
  [
    'delegate-takes-over.eml',
    {
      respondent: 'joan.pike@thamesvalley-police.example',
      outcome: 'review',
      reason: 'accepted, in the place of somebody else',
    },
  ],
  ['two-occasions-reply.eml', { respondent: ada, outcome: 'review', reason: 'one occasion of a series' }],
  ['online-meeting-without-method.eml', { method: null, start: '2026-12-01T14:00:00Z', outcome: 'review' }],
  ['bounce-qmail.eml', { method: null, uid: null, outcome: 'review', reason: 'mail of ours was not delivered' }],
  ['out-of-office-french.eml', { method: null, outcome: 'ignore' }],
  ['sealed.eml', { method: null, outcome: 'review' }],
  ['task.eml', { uid: 'todo-1', outcome: 'ignore' }],
  ['published.eml', { method: 'PUBLISH', uid: 'webinar-1', outcome: 'ignore' }],
  ['read-receipt.eml', { method: null, outcome: 'ignore' }],
  ['winmail.eml', { method: null, outcome: 'review' }],
  ['forwarded-invitation.eml', { method: null, uid: null, outcome: 'review' }],
  ['bounce-exchange.eml', { method: null, uid: null, outcome: 'review' }],
  ['html-letter.eml', { method: null, outcome: 'review' }],
];

test.each(clients)('%s is read as it was meant', async (name, expected) => {
  expect(reportMail(await readMail(mail(name)))).toMatchObject(expected);
});

test('every fixture is in the table', () => {
  const files = readdirSync(new URL('../fixtures/mail/', import.meta.url));
  expect(clients.map(([name]) => name).sort()).toEqual(files.sort());
});

test.each(clients.map(([name]) => name).filter((name) => name.endsWith('.eml')))(
  'mailparser sees the same subject, sender and text in %s',
  async (name) => {
    const ours = await readMail(mail(name));
    const theirs = await simpleParser(mail(name));
    expect(ours.mail.subject).toBe(theirs.subject);
    expect(ours.mail.from?.address).toBe(theirs.from?.value[0]?.address?.toLowerCase());
    expect(ours.mail.date?.epochMilliseconds).toBe(theirs.date?.getTime());
    const squeezed = (text: string | undefined): string => (text ?? '').toLowerCase().replace(/\s+/g, '');
    // A delivery report's machine part is no text for people.
    if (ours.sort !== 'bounce' && ours.sort !== 'nothing') expect(squeezed(ours.mail.text)).toBe(squeezed(theirs.text));
  },
);
