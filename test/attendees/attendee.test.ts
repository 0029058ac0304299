import { loadReferenceData } from '../../config/reference-data.js';
import {
  changedFields,
  decideAttendee,
  trainingOn,
  type AttendeeFacts,
  type GivenAttendee,
  type KnownAttendee,
  type Upcoming,
} from '../../src/attendees/attendee.js';
import { readAttendee, typedAttendee } from '../../src/attendees/attendee.form.js';

const day = (text: string) => Temporal.PlainDate.from(text);
const { hubs, skills } = loadReferenceData();

const ada: GivenAttendee = {
  name: 'Ada Okafor',
  role: 'DC',
  mail: 'ada@tvp.example',
  hubCode: 'reading',
  covers: [],
  travelBase: null,
  maxPerDay: null,
  maxPerWeek: null,
  active: true,
  aliases: ['c4211@tvp.example'],
  delegates: ['pa@tvp.example'],
  skills: [{ skill: 'conference-trained', expiresOn: day('2027-03-31') }],
};
const known: KnownAttendee = { ...ada, id: 7, version: 3, mailBouncedAt: null, mailBounceReason: null };
const soon: Upcoming = {
  startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
  endsAt: Temporal.Instant.from('2026-11-30T11:00:00Z'),
  hubCode: 'reading',
  state: 'invited',
  reference: null,
};
const refusal = (facts: Partial<AttendeeFacts>, given: Partial<GivenAttendee> = {}) => {
  const nothing = { taken: [], upcoming: [], keepsUpcoming: false };
  const all = { before: known, version: 3, ownAddresses: ['desk@tvp.example'], ...nothing, ...facts };
  const decided = decideAttendee(all, { ...ada, ...given });
  return decided.ok ? null : decided.refusal;
};

it('saves what nobody else changed', () => {
  expect(refusal({})).toBeNull();
  expect(refusal({ before: null, version: null })).toBeNull();
});

it.each([2, 4, null])('does not overwrite version 3 from a page that showed %s', (version) => {
  expect(refusal({ version })).toEqual({ kind: 'changed-meanwhile', now: known });
});

it('refuses the address of the desk, as their own and as another one', () => {
  expect(refusal({}, { mail: 'desk@tvp.example' })).toMatchObject({ kind: 'is-the-desk', field: 'mail' });
  expect(refusal({}, { aliases: ['desk@tvp.example'] })).toMatchObject({ kind: 'is-the-desk', field: 'aliases' });
  expect(refusal({}, { delegates: ['desk@tvp.example'] })).toMatchObject({ kind: 'is-the-desk', field: 'delegates' });
});

it('does not move somebody away from conferences that count on them unless they still go', () => {
  const upcoming = [soon];
  expect(refusal({ upcoming }, { hubCode: 'slough' })).toEqual({ kind: 'still-assigned', why: 'moving', upcoming });
  expect(refusal({ upcoming, keepsUpcoming: true }, { hubCode: 'slough' })).toBeNull();
  expect(refusal({ upcoming }, { hubCode: 'slough', covers: ['reading'] })).toBeNull();
  expect(refusal({ upcoming: [{ ...soon, hubCode: 'slough' }] }, { hubCode: 'slough' })).toBeNull();
});

it('says whose address it is already', () => {
  const taken = [{ address: 'c4211@tvp.example', name: 'Tom Price' }];
  expect(refusal({ taken })).toMatchObject({ kind: 'address-taken', name: 'Tom Price', field: 'aliases' });
});

it('lets nobody leave, or lose their address, while conferences count on them', () => {
  expect(refusal({ upcoming: [soon] })).toBeNull();
  expect(refusal({ upcoming: [soon] }, { active: false })).toMatchObject({ kind: 'still-assigned', why: 'leaving' });
  expect(refusal({ upcoming: [soon] }, { mail: null })).toMatchObject({ kind: 'still-assigned', why: 'no-mail' });
  expect(refusal({}, { active: false, mail: null })).toBeNull();
});

it('names what changed, without the values', () => {
  expect(changedFields(known, ada)).toEqual([]);
  expect(changedFields(known, { ...ada, role: 'DS', aliases: [] })).toEqual(['role', 'aliases']);
  expect(changedFields(known, { ...ada, skills: [{ skill: 'conference-trained', expiresOn: null }] })).toEqual([
    'skills',
  ]);
  expect(changedFields(known, { ...ada, delegates: ['another.pa@tvp.example'] })).toEqual(['delegates']);
  expect(changedFields(null, ada)).toHaveLength(12);
});

it.each([
  ['long before it runs out', '2026-11-20', 'current'],
  ['29 days before', '2027-03-02', 'current'],
  ['28 days before', '2027-03-03', 'expiring'],
  ['on its last day', '2027-03-31', 'expiring'],
  ['the day after', '2027-04-01', 'expired'],
])('a training until 31 March 2027, %s', (_words, today, state) => {
  expect(trainingOn({ expiresOn: day('2027-03-31') }, day(today)).state).toBe(state);
});

it('tells no training from one that never runs out', () => {
  expect(trainingOn(null, day('2026-11-20'))).toEqual({ state: 'none' });
  expect(trainingOn({ expiresOn: null }, day('2026-11-20'))).toEqual({ state: 'current', until: null });
});

describe('the form', () => {
  const choices = { hubs, skills, today: day('2026-11-20') };
  const fine = { name: 'Ada Okafor', role: 'DC', hub: 'reading', active: 'yes' };
  const read = (body: unknown) => readAttendee(typedAttendee(body, skills), choices);
  const errors = (body: unknown) => {
    const form = read(body);
    return form.ok ? [] : form.errors.map((error) => error.href);
  };

  it('tidies what was typed', () => {
    const form = read({
      ...fine,
      name: ' Ada \t Okafor\r\nBcc: x',
      mail: 'Ada@TVP.example',
      aliases: 'C4211@tvp.example, ada@tvp.example\r\n\r\nc4211@tvp.example',
      delegates: 'PA@tvp.example c4211@tvp.example\nada@tvp.example',
      skills: ['conference-trained', 'not-a-skill'],
      'expires-conference-trained': '31 March 2027',
      'expires-scaidp': '1/1/27',
    });
    expect(form).toEqual({
      ok: true,
      value: {
        name: 'Ada Okafor Bcc: x',
        role: 'DC',
        mail: 'ada@tvp.example',
        hubCode: 'reading',
        covers: [],
        travelBase: null,
        maxPerDay: null,
        maxPerWeek: null,
        active: true,
        aliases: ['c4211@tvp.example'],
        delegates: ['pa@tvp.example'],
        skills: [{ skill: 'conference-trained', expiresOn: day('2027-03-31') }],
      },
    });
  });

  it('takes somebody without an address and a training that never runs out', () => {
    expect(read({ ...fine, skills: 'scaidp' })).toMatchObject({
      ok: true,
      value: { mail: null, skills: [{ skill: 'scaidp', expiresOn: null }] },
    });
  });

  it.each([
    ['nothing', {}, ['#name', '#role', '#hub']],
    ['no body', null, ['#name', '#role', '#hub']],
    ['names sent twice', { ...fine, name: ['Ada', 'Eve'] }, ['#name']],
    ['a name far too long', { ...fine, name: 'x'.repeat(101) }, ['#name']],
    ['a role far too long', { ...fine, role: 'x'.repeat(61) }, ['#role']],
    ['two addresses in one', { ...fine, mail: 'a@b.example, c@d.example' }, ['#mail']],
    ['an address with a display name', { ...fine, mail: 'Ada <a@b.example>' }, ['#mail']],
    ['a hub that does not exist', { ...fine, hub: 'swindon' }, ['#hub']],
    ['another address that is none', { ...fine, aliases: 'c4211' }, ['#aliases']],
    ['a delegate without an address', { ...fine, delegates: 'the office' }, ['#delegates']],
    [
      'too many other addresses',
      { ...fine, aliases: Array.from({ length: 21 }, (_, i) => `a${i}@b.example`).join('\n') },
      ['#aliases'],
    ],
    ['a date that cannot be', { ...fine, skills: 'scaidp', 'expires-scaidp': '31/2/27' }, ['#expires-scaidp']],
  ])('asks again for %s', (_words, body, expected) => {
    expect(errors(body)).toEqual(expected);
  });
});
