import { row, rows } from '../../src/database/sql.js';
import { InvitationsService } from '../../src/invitations/invitations.service.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { anInvitation, given } from '../support/given.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';

let test: TestApp;
let priya: Browser;
let reference: string;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  const first = await given(test).conference({ children: [{ ...NOTHING_KNOWN, laChildId: '4471093' }] });
  reference = first.reference;
});
afterEach(() => test.stop());

const FORM = '/invitations/new';
const AGAIN = {
  hub: 'reading',
  kind: 'icpc',
  startsOn: '3/12/26',
  startsAt: '9:30',
  channel: 'letter',
  'child1-laChildId': '4471093',
  'child2-laChildId': '4471094',
};
const submit = (over: Readonly<Record<string, string>> = {}) => priya.post(FORM, { ...AGAIN, ...over }, FORM);
const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const errors = ({ $ }: Answer) =>
  $('.govuk-error-summary a')
    .map((_, one) => $(one).attr('href'))
    .get();
const invitations = () => rows(test.db.reader, 'select channel from invitation order by id');
const children = () => rows(test.db.reader, 'select la_child_id from child order by id');

it('shows what may be the same, and records nothing', async () => {
  const page = await submit();
  expect(page.status).toBe(422);
  expect(errors(page)).toEqual(['#another']);
  const shown = words(page.$('form .cct-notice').text());
  expect(shown).toContain(`Open ${reference}`);
  expect(shown).toContain('ICPC, Mon 30 Nov 2026, 09:30 to 11:00, scheduled, 1 child');
  expect(page.$(`form a[href="/conferences/${reference}"]`)).toHaveLength(1);
  expect(page.$('#startsOn').val()).toBe('3/12/26');
  expect(await invitations()).toHaveLength(1);
});

it('records another one once that is said, and only for those that were shown', async () => {
  expect((await submit({ another: 'yes', alike: 'TV-26-000099' })).status).toBe(422);
  expect((await submit({ another: 'yes', alike: reference })).status).toBe(303);
  expect(await row(test.db.reader, 'select count(*) as n from conference')).toEqual({ n: 2 });
});

it('asks for both ticks, and neither twice', async () => {
  const weekend = { startsOn: '5/12/26' };
  const first = await submit(weekend);
  expect(errors(first)).toEqual(['#another']);
  const second = await submit({ ...weekend, another: 'yes', alike: reference });
  expect(errors(second)).toEqual(['#sure']);
  const carried = (name: string) => String(second.$(`input[type=hidden][name=${name}]`).val());
  const all = { another: carried('another'), alike: carried('alike'), sure: 'yes', doubt: carried('doubt') };
  expect((await submit({ ...weekend, ...all })).status).toBe(303);
});

it('adds the invitation to the one there is, with the children that are new', async () => {
  const answer = await submit({ onto: reference });
  expect(answer).toMatchObject({ status: 303, location: `/conferences/${reference}` });
  expect(await invitations()).toEqual([{ channel: 'telephone' }, { channel: 'letter' }]);
  expect(await children()).toEqual([{ laChildId: '4471093' }, { laChildId: '4471094' }]);
  expect(await row(test.db.reader, 'select version from conference')).toEqual({ version: 2 });
  expect(
    await rows(test.db.reader, `select action, detail from audit_event where action like 'conference.changed%'`),
  ).toEqual([
    {
      action: 'conference.changed-children',
      detail: { added: ['age not known'], removed: [], now: 2, reason: 'told by a further invitation' },
    },
  ]);
  const page = await priya.get(`/conferences/${reference}`);
  const flash = words(page.$('[role=status]').first().text());
  expect(flash).toContain('1 child added. The invitation says Thu 3 Dec 2026, 09:30: if it has moved, move it.');
  expect(words(page.$('main').text())).toContain('Added: age not known. 2 children now');
});

it('offers to add to the one that has the LA meeting id', async () => {
  const known = await given(test).conference({
    laMeetingId: 'RBC-1',
    startsAt: Temporal.Instant.from('2027-01-04T09:30:00Z'),
    endsAt: Temporal.Instant.from('2027-01-04T11:00:00Z'),
  });
  const page = await submit({ laMeetingId: 'RBC-1' });
  expect(errors(page)).toEqual(['#laMeetingId']);
  expect(page.$('button[name=onto]').attr('value')).toBe(known.reference);
  expect(page.$('[name=another]')).toHaveLength(0);
});

it('adds nothing to a voided conference', async () => {
  await test.db.transaction((tx) => tx.query(`update conference set state = 'voided', state_reason = 'twice'`));
  const page = await submit({ onto: reference });
  expect(page.status).toBe(422);
  expect(page.$('.govuk-error-summary').text()).toContain(`${reference} is voided`);
  expect(await invitations()).toHaveLength(1);
});

it("keeps another hub's conference out of sight", async () => {
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  const answer = await tom.post(FORM, { ...AGAIN, hub: 'oxfordshire', onto: reference }, FORM);
  expect(answer.status).toBe(404);
  expect((await tom.post(FORM, { ...AGAIN, hub: 'oxfordshire', onto: '../x\0' }, FORM)).status).toBe(404);
  expect(await invitations()).toHaveLength(1);
});

describe('recorded by several people in the same moment', () => {
  const at = (text: string) => Temporal.Instant.from(text);
  const recordTogether = async (invitations: readonly ReturnType<typeof anInvitation>[]) => {
    const actor = await given(test).coordinator();
    const service = test.app.get(InvitationsService);
    const made = await Promise.all(invitations.map((one) => service.record(actor, one)));
    return made.map((one) => (one.ok ? 'recorded' : one.refusal.kind)).toSorted();
  };

  it.each([
    ['a child', { children: [{ ...NOTHING_KNOWN, laChildId: '88' }] }],
    ['a police reference', { children: [{ ...NOTHING_KNOWN, policeReference: 'NICHE-88' }] }],
    ['a time and venue', { venue: 'Civic Offices' }],
  ])('with %s in common, one is recorded and the others are shown it', async (_, over) => {
    const four = Array.from({ length: 4 }, () => anInvitation(over));
    expect(await recordTogether(four)).toEqual([...Array<string>(3).fill('possible-duplicate'), 'recorded']);
  });

  it('with a child in common on different days, too, and in whichever order the children stand', async () => {
    const children = ['91', '92', '93'].map((laChildId) => ({ ...NOTHING_KNOWN, laChildId }));
    const later = { startsAt: at('2026-12-02T09:30:00Z'), endsAt: at('2026-12-02T11:00:00Z') };
    const both = [anInvitation({ children }), anInvitation({ children: children.toReversed(), ...later })];
    expect(await recordTogether([...both, ...both])).toEqual([
      ...Array<string>(3).fill('possible-duplicate'),
      'recorded',
    ]);
  });

  it('and that have nothing in common are all recorded', async () => {
    const four = ['71', '72', '73', '74'].map((laChildId) =>
      anInvitation({ children: [{ ...NOTHING_KNOWN, laChildId }] }),
    );
    expect(await recordTogether(four)).toEqual(Array<string>(4).fill('recorded'));
  });
});
