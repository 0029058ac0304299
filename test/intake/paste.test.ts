import { loadReferenceData } from '../../config/reference-data.js';
import { filledFrom } from '../../src/intake/paste.form.js';
import { readPasted } from '../../src/intake/pasted-text.js';
import { filledIn } from '../../src/invitations/typed-invitation.js';

const now = Temporal.Instant.from('2026-11-20T09:00:00Z');
const read = (text: string) => readPasted(text, loadReferenceData(), now);
const untouched = { mode: 'video', opened: '20/11/2026 09:00', hubs: ['reading', 'slough'] };
const opened = { mode: 'video', receivedOn: '20/11/2026', receivedTime: '09:00' };

const LETTER = `Initial Child Protection Conference
Date: Tuesday 8 December 2026
Time: 10.30am - 12 noon
Venue: Civic Offices, Bridge Street
Meeting ID: RBC-CP-3021
Child IDs: 4471093, 4471094`;
const MAIL = `From: Clerk, CP <cp.clerk@reading.example>
Sent: 18 November 2026 14:32
To: MASH
Subject: Initial Child Protection Conference

${LETTER}`;

describe('a pasted text', () => {
  it('is read as a letter, with what a mail program copies above it', () => {
    const { fields, sentAt } = read(MAIL);
    expect(fields.hub?.value).toBe('reading');
    expect(fields.startsAt?.value.toString()).toBe('2026-12-08T10:30:00Z');
    expect(sentAt?.value.toString()).toBe('2026-11-18T14:32:00Z');
  });

  it.each([
    ['Thursday, November 19, 2026 2:32 PM', '2026-11-19T14:32:00Z'],
    ['Thu, 19 Nov 2026 14:32:05 +0000', '2026-11-19T14:32:00Z'],
    ['19/11/2026 14:32', '2026-11-19T14:32:00Z'],
  ])('was sent %s', (words, at) => {
    expect(read(`From: a@reading.example\nSent: ${words}\n\nhello`).sentAt?.value.toString()).toBe(at);
  });

  it.each(['21 November 2026 14:32', '31 November 2026 14:32', 'yesterday', ''])('was not sent "%s"', (words) => {
    expect(read(`From: a@reading.example\nSent: ${words}\n\nhello`).sentAt).toBeNull();
  });

  it('keeps the date of a letter that has no heading', () => {
    expect(read(LETTER).fields.date?.value.toString()).toBe('2026-12-08');
    expect(read(LETTER).sentAt).toBeNull();
  });
});

describe('the form filled from it', () => {
  it('has what was read, and says from where', () => {
    const { typed, hints, notice } = filledFrom(filledIn(opened), read(MAIL), untouched);
    expect(typed).toMatchObject({
      hub: 'reading',
      kind: 'icpc',
      startsOn: '08/12/2026',
      startsAt: '10:30',
      endsAt: '12:00',
      laMeetingId: 'RBC-CP-3021',
      venue: 'Civic Offices, Bridge Street',
      channel: 'mail',
      receivedOn: '18/11/2026',
      receivedTime: '14:32',
    });
    expect(typed.children.map((child) => child.laChildId)).toEqual(['4471093', '4471094', '', '', '', '']);
    expect(hints).toMatchObject({
      laMeetingId: 'Read from: Meeting ID: RBC-CP-3021',
      receivedOn: 'Read from: Sent 18 November 2026 14:32',
      strategyOn: 'Could not be read from the message',
    });
    expect(notice.lines?.at(-1)).toMatch(/^Not found in the text: .*strategy discussion/);
  });

  it('keeps what was typed and says where the text differs', () => {
    const typed = filledIn(
      { hub: 'slough', startsAt: '9:30', receivedOn: '19/11/2026', receivedTime: '8:00', mode: 'hybrid' },
      [{ laChildId: '4471094', initials: 'AB' }],
    );
    const filled = filledFrom(typed, read(MAIL), untouched);
    expect(filled.typed).toMatchObject({
      hub: 'slough',
      startsAt: '9:30',
      mode: 'hybrid',
      receivedOn: '19/11/2026',
      receivedTime: '8:00',
    });
    expect(filled.typed.children.slice(0, 3).map(({ laChildId, initials }) => [laChildId, initials])).toEqual([
      ['4471094', 'AB'],
      ['4471093', ''],
      ['', ''],
    ]);
    expect(filled.hints.hub).toBe('Kept as you had it. The text says: cp.clerk@reading.example');
    expect(filled.hints.receivedOn).toBe('Kept as you had it. The text says: Sent 18 November 2026 14:32');
  });

  it("takes the text's way of meeting instead of the one the form chose for the hub", () => {
    const filled = filledFrom(filledIn(opened), read(`${LETTER}\nThe conference will be held in person.`), untouched);
    expect(filled.typed.mode).toBe('in-person');
  });

  it('chooses no hub that the person does not record for', () => {
    const filled = filledFrom(filledIn(opened), read(MAIL), { ...untouched, hubs: ['slough'] });
    expect(filled.typed.hub).toBe('');
    expect(filled.hints.hub).toBe('You record for no such hub. The text says: cp.clerk@reading.example');
  });

  it('says so when nothing could be read', () => {
    const filled = filledFrom(filledIn(opened), read('Please call me back.'), untouched);
    expect(filled.notice).toMatchObject({ tone: 'warn', title: 'Nothing more could be read from the text' });
    expect(filled.typed).toMatchObject({ receivedOn: '20/11/2026', startsOn: '' });
  });
});
