import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { AttendeesService } from '../../src/attendees/attendees.service.js';
import type { GivenAttendee } from '../../src/attendees/attendee.js';
import { row, rows, run } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let admin: Browser;
let counter = 0;

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const errorAt = ({ $ }: Answer, field: string) => words($(`.govuk-error-summary a[href="#${field}"]`).text());
const names = ({ $ }: Answer) =>
  $('table tbody th a')
    .map((_, link) => words($(link).text()))
    .get();
const newcomer = (over: Record<string, string | string[]> = {}) => {
  counter += 1;
  return { name: `New ${counter}`, role: 'DC', hub: 'slough', mail: `new.${counter}@tvp.example`, ...over };
};
const editable = async (id: number, over: Record<string, string | string[]> = {}) => {
  const known = (await row<{ name: string; role: string; mail: string | null; hubCode: string; version: number }>(
    test.db.reader,
    'select name, role, mail, hub_code, version from attendee where id = $1',
    [id],
  ))!;
  const { name, role, mail, hubCode, version } = known;
  return { name, role, mail: mail ?? '', hub: hubCode, version: String(version), active: 'yes', ...over };
};
const onRecord = (id: number) =>
  row<{ name: string; active: boolean; version: number; mail: string | null }>(
    test.db.reader,
    'select name, active, version, mail from attendee where id = $1',
    [id],
  );
const savedEvents = async () =>
  (await rows<{ actor: string; detail: { attendeeId: number; fields: string[] } }>(
    test.db.reader,
    `select actor, detail from audit_event where action = 'attendee.saved' order by id`,
  ))!;
async function putOn(attendeeId: number, hubCode = 'reading'): Promise<string> {
  const conference = await given(test).conference({ hubCode });
  const assigned = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), conference.reference, { attendeeId, lead: true, overlapReason: null });
  if (!assigned.ok) throw new Error(assigned.refusal.kind);
  return conference.reference;
}
const train = (attendeeId: number, skill: string, expiresOn: string | null) =>
  test.db.transaction((tx) =>
    run(tx, 'insert into attendee_skill (attendee_id, skill, expires_on) values ($1, $2, $3)', [
      attendeeId,
      skill,
      expiresOn,
    ]),
  );

beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  admin = await test.signIn('Carol Admin', ['administrator']);
});
afterAll(() => test.stop());

describe('the list', () => {
  beforeAll(async () => {
    const ada = await given(test).attendee('Ada Okafor');
    const ben = await given(test).attendee('Ben Hughes', { hubCode: 'oxfordshire', role: 'PC' });
    const zoe = await given(test).attendee('Zoe Quinn', { mail: null });
    await given(test).attendee('Gone Long', { active: false });
    await train(ada.id, 'conference-trained', '2027-06-30');
    await train(ben.id, 'conference-trained', '2026-11-03');
    await train(zoe.id, 'scaidp', null);
    await test.db.transaction((tx) =>
      run(tx, `insert into attendee_address (address, attendee_id) values ('c4211@tvp.example', $1)`, [ada.id]),
    );
    await putOn(ada.id);
  });

  it('shows who is here, by name, and says in words who cannot be put on a conference', async () => {
    const page = await admin.get('/attendees');
    expect(page.status).toBe(200);
    expect(names(page)).toEqual(['Ada Okafor', 'Ben Hughes', 'Zoe Quinn']);
    const line = (name: string) =>
      words(
        page
          .$('tbody tr')
          .filter((_, row) => page.$(row).text().includes(name))
          .text(),
      );
    expect(line('Ada Okafor')).toContain('Trained until 30 June 2027');
    expect(line('Ada Okafor')).toMatch(/ 1$/);
    expect(line('Ben Hughes')).toContain('Training ran out on 3 November 2026');
    expect(line('Zoe Quinn')).toContain('No mail address: cannot be invited');
    expect(line('Zoe Quinn')).toContain('No conference training');
  });

  it.each([
    ['hub=oxfordshire', ['Ben Hughes']],
    ['role=DC', ['Ada Okafor', 'Zoe Quinn']],
    ['text=HUGH', ['Ben Hughes']],
    ['text=c4211', ['Ada Okafor']],
    ['text=%25', []],
    ['show=all', ['Ada Okafor', 'Ben Hughes', 'Gone Long', 'Zoe Quinn']],
    ['sort=-name', ['Zoe Quinn', 'Ben Hughes', 'Ada Okafor']],
    ['sort=training', ['Zoe Quinn', 'Ben Hughes', 'Ada Okafor']],
    ['sort=hub', ['Ben Hughes', 'Ada Okafor', 'Zoe Quinn']],
    ['sort=name;drop&page=-1&show=x&hub=a&hub=b', ['Ada Okafor', 'Ben Hughes', 'Zoe Quinn']],
    ['page=2', []],
  ])('filters and sorts by the address: %s', async (query, expected) => {
    const page = await admin.get(`/attendees?${query}`);
    expect(page.status).toBe(200);
    expect(names(page)).toEqual(expected);
  });

  it('keeps the filter when the order changes', async () => {
    const { $ } = await admin.get('/attendees?hub=reading&sort=role');
    expect($('th[aria-sort=ascending] a').attr('href')).toBe('/attendees?hub=reading&sort=-role');
    expect($('input[type=hidden][name=sort]').val()).toBe('role');
  });

  it.each([
    ['coordinator', ['reading'], 200],
    ['supervisor', ['reading'], 200],
    ['auditor', [], 200],
    ['attendee', [], 403],
    ['leadership', [], 403],
  ] as const)('is for those who need to know: %s', async (role, hubs, status) => {
    const browser = await test.signIn(`List ${role}`, [role], hubs);
    const page = await browser.get('/attendees');
    expect(page.status).toBe(status);
    expect(page.$('a[href="/attendees/new"]')).toHaveLength(0);
  });
});

describe('one person', () => {
  it('shows what they are trained for, what they answer from and where they are needed', async () => {
    const tom = await given(test).attendee('Tom Price');
    await train(tom.id, 'conference-trained', '2026-12-01');
    await train(tom.id, 'scaidp', null);
    const reference = await putOn(tom.id);
    const priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
    const page = await priya.get(`/attendees/${tom.id}`);
    expect(words(page.$('main').text())).toContain('Training runs out on 1 December 2026');
    expect(words(page.$('main').text())).toContain('Specialist Child Abuse InvestigatorYes');
    expect(page.$(`a[href="/conferences/${reference}"]`).text()).toBe(reference);
    expect(words(page.$(`a[href="/conferences/${reference}"]`).parent().text())).toBe(`${reference}Reading`);
    const listed = await rows<{ detail: unknown }>(
      test.db.reader,
      `select detail from audit_event where action = 'conference.listed' and detail->>'page' = $1`,
      [`/attendees/${tom.id}`],
    );
    expect(listed).toEqual([{ detail: { page: `/attendees/${tom.id}`, references: [reference] } }]);
  });

  it('gives no reference of a conference outside the hubs of whoever looks', async () => {
    const uma = await given(test).attendee('Uma Ford');
    const reference = await putOn(uma.id);
    const other = await test.signIn('Olga Oxford', ['coordinator'], ['oxfordshire']);
    const page = await other.get(`/attendees/${uma.id}`);
    expect(page.text).toContain('another hub’s conference');
    expect(page.text).not.toContain(reference);
    expect(await rows(test.db.reader, `select id from audit_event where actor = 'Olga Oxford'`)).toEqual([]);
  });

  it.each(['999999', 'abc', '1%27', '99999999999999999999'])('has no page for %s', async (id) => {
    expect((await admin.get(`/attendees/${id}`)).status).toBe(404);
    expect((await admin.get(`/attendees/${id}/edit`)).status).toBe(404);
  });
});

describe('adding somebody', () => {
  it('adds them with addresses and skills, and audits which fields were given', async () => {
    const fields = newcomer({
      aliases: 'c9001@tvp.example\nold.name@tvp.example',
      delegates: 'the.office@tvp.example',
      skills: ['conference-trained', 'scaidp'],
      'expires-conference-trained': '30/6/27',
    });
    const saved = await admin.post('/attendees/new', fields);
    expect(saved.status).toBe(303);
    const page = await admin.get(saved.location!);
    expect(words(page.$('[role=status]').text())).toContain(`${fields.name} was added.`);
    expect(words(page.$('main').text())).toContain('Trained until 30 June 2027');
    expect(words(page.$('main').text())).toContain('old.name@tvp.example');
    expect(words(page.$('main').text())).toContain('May answer for themthe.office@tvp.example');
    expect((await savedEvents()).at(-1)).toEqual({
      actor: 'Carol Admin',
      detail: {
        attendeeId: Number(saved.location!.split('/').at(-1)),
        fields: [
          'name',
          'role',
          'mail',
          'hubCode',
          'covers',
          'travelBase',
          'maxPerDay',
          'maxPerWeek',
          'active',
          'aliases',
          'delegates',
          'skills',
        ],
      },
    });
  });

  it('says so when they cannot be invited yet', async () => {
    const saved = await admin.post('/attendees/new', newcomer({ mail: '' }));
    expect((await admin.get(saved.location!)).text).toContain('They cannot be invited until they have a mail address.');
  });

  it.each([
    [{ name: '' }, 'name', 'Enter their name, such as Ada Okafor'],
    [{ hub: '' }, 'hub', 'Choose the hub they belong to'],
    [{ mail: 'nobody' }, 'mail', 'Enter one mail address, in the form name@place, or leave it empty'],
    [
      { mail: 'Conference.Desk@thamesvalley-police.example' },
      'mail',
      'conference.desk@thamesvalley-police.example is the tracker’s own address. Enter the person’s own one',
    ],
    [
      { aliases: 'conference.desk@thamesvalley-police.example' },
      'aliases',
      'conference.desk@thamesvalley-police.example is the tracker’s own address. Enter the person’s own one',
    ],
    [
      { skills: ['scaidp'], 'expires-scaidp': 'soonish' },
      'expires-scaidp',
      'Enter the date “Specialist Child Abuse Investigator” runs out, such as 3/11/27, or leave it empty',
    ],
  ])('gives %j back with its sentence', async (over, field, sentence) => {
    const before = await rows(test.db.reader, 'select id from attendee');
    const page = await admin.post('/attendees/new', newcomer({ role: 'MASH researcher', ...over }));
    expect(page.status).toBe(422);
    expect(errorAt(page, field)).toBe(sentence);
    expect(page.$('input[name=role]').val()).toBe('MASH researcher');
    expect(await rows(test.db.reader, 'select id from attendee')).toHaveLength(before.length);
  });

  it('does not give one address to two people, in any spelling or table', async () => {
    const first = newcomer({ aliases: 'shared@tvp.example' });
    expect((await admin.post('/attendees/new', first)).status).toBe(303);
    const cases: [Record<string, string>, string, string][] = [
      [{ mail: first.mail!.toUpperCase() }, 'mail', first.mail!],
      [{ mail: 'shared@tvp.example' }, 'mail', 'shared@tvp.example'],
      [{ aliases: 'SHARED@tvp.example' }, 'aliases', 'shared@tvp.example'],
      [{ aliases: first.mail! }, 'aliases', first.mail!],
    ];
    for (const [over, field, address] of cases) {
      const page = await admin.post('/attendees/new', newcomer(over));
      expect(page.status).toBe(422);
      expect(errorAt(page, field)).toBe(
        `${address} already belongs to ${first.name}. An address can belong to one person only`,
      );
    }
  });

  it('does not give it to two people at the same moment either', async () => {
    const service = test.app.get(AttendeesService);
    const actor = await test.actor('Carol Admin', ['administrator']);
    const one = (name: string, mail: string | null, aliases: string[]): GivenAttendee => ({
      name,
      role: 'DC',
      mail,
      hubCode: 'reading',
      covers: [],
      travelBase: null,
      maxPerDay: null,
      maxPerWeek: null,
      active: true,
      aliases,
      delegates: [],
      skills: [],
    });
    const saved = await Promise.all([
      service.save(actor, null, one('Race A', 'race@tvp.example', []), null),
      service.save(actor, null, one('Race B', null, ['race@tvp.example']), null),
      service.save(actor, null, one('Race C', 'race@tvp.example', []), null),
    ]);
    expect(saved.filter((one) => one.ok)).toHaveLength(1);
    expect(saved.flatMap((one) => (one.ok ? [] : [one.refusal.kind]))).toEqual(['address-taken', 'address-taken']);
  });
});

describe('changing somebody', () => {
  it('saves, counts the version up and audits only what changed', async () => {
    const eve = await given(test).attendee('Eve Marsh');
    const saved = await admin.post(
      `/attendees/${eve.id}/edit`,
      await editable(eve.id, { role: 'DS', aliases: eve.mail! }),
    );
    expect(saved).toMatchObject({ status: 303, location: `/attendees/${eve.id}` });
    expect(await onRecord(eve.id)).toMatchObject({ version: 2 });
    expect((await savedEvents()).at(-1)!.detail).toEqual({ attendeeId: eve.id, fields: ['role'] });
  });

  it('leaves no trace when nothing changed', async () => {
    const same = await given(test).attendee('Same Same');
    const before = (await savedEvents()).length;
    const saved = await admin.post(`/attendees/${same.id}/edit`, await editable(same.id));
    expect((await admin.get(saved.location!)).text).toContain('Nothing was changed.');
    expect(await savedEvents()).toHaveLength(before);
    expect(await onRecord(same.id)).toMatchObject({ version: 1 });
  });

  it('keeps a skill that the reference data no longer names', async () => {
    const old = await given(test).attendee('Old Skill');
    await train(old.id, 'typewriter', null);
    await train(old.id, 'scaidp', null);
    await admin.post(`/attendees/${old.id}/edit`, await editable(old.id, { role: 'DS' }));
    const held = await rows(test.db.reader, 'select skill from attendee_skill where attendee_id = $1', [old.id]);
    expect(held).toEqual([{ skill: 'typewriter' }]);
  });

  it('shows the second of two administrators both versions', async () => {
    const two = await given(test).attendee('Two Tabs');
    const mine = await editable(two.id, { role: 'DI' });
    await admin.post(`/attendees/${two.id}/edit`, await editable(two.id, { role: 'DS' }));
    const page = await admin.post(`/attendees/${two.id}/edit`, mine);
    expect(page.status).toBe(409);
    expect(words(page.$('table tbody th').text())).toBe('Role');
    expect(
      page
        .$('table tbody td')
        .map((_, cell) => words(page.$(cell).text()))
        .get(),
    ).toEqual(['DS', 'DI']);
    expect(page.$('input[name=role]').val()).toBe('DI');
    expect(page.$('input[name=version]').val()).toBe('2');
    expect((await admin.post(`/attendees/${two.id}/edit`, { ...mine, version: '2' })).status).toBe(303);
  });

  it('does not let anybody leave while conferences to come count on them', async () => {
    const lee = await given(test).attendee('Lee Leaving');
    const reference = await putOn(lee.id);
    const { active: _active, ...unticked } = await editable(lee.id);
    const page = await admin.post(`/attendees/${lee.id}/edit`, unticked);
    expect(page.status).toBe(409);
    expect(errorAt(page, 'active')).toBe('They are still on one conference to come. Have somebody else put on first');
    // An administrator sees no conferences: the hub is enough to know whom to ring.
    expect(words(page.$('.cct-notice').text())).toContain('Mon 30 Nov 2026, 09:30 to 11:00, Reading');
    expect(page.text).not.toContain(reference);
    expect(page.$('input[name=active]').attr('checked')).toBeUndefined();
    expect(await onRecord(lee.id)).toMatchObject({ active: true });

    const noMail = await admin.post(`/attendees/${lee.id}/edit`, await editable(lee.id, { mail: '' }));
    expect(errorAt(noMail, 'mail')).toBe(
      'They are on one conference to come and would not hear of changes. Enter an address',
    );

    await test.db.transaction((tx) =>
      run(tx, `update assignment set state = 'withdrawn' where attendee_id = $1`, [lee.id]),
    );
    expect((await admin.post(`/attendees/${lee.id}/edit`, unticked)).status).toBe(303);
    expect(await onRecord(lee.id)).toMatchObject({ active: false });
    expect(names(await admin.get('/attendees?text=Lee'))).toEqual([]);
  });

  it('refuses a forged form', async () => {
    const safe = await given(test).attendee('Safe Sam');
    expect((await admin.forged(`/attendees/${safe.id}/edit`, { name: 'Hacked' })).status).toBe(403);
    expect((await admin.forged('/attendees/new', { name: 'Hacked' })).status).toBe(403);
    expect(await onRecord(safe.id)).toMatchObject({ name: 'Safe Sam' });
  });

  it.each(['coordinator', 'supervisor', 'auditor', 'attendee', 'leadership', 'robot'] as const)(
    'is not for %s',
    async (role) => {
      const safe = await given(test).attendee(`Safe ${role}`);
      const browser = await test.signIn(`Form ${role}`, [role], ['reading']);
      for (const url of ['/attendees/new', `/attendees/${safe.id}/edit`]) {
        expect((await browser.get(url)).status).toBe(403);
        expect((await browser.post(url, newcomer(), '/accessibility')).status).toBe(403);
      }
      expect(await onRecord(safe.id)).toMatchObject({ version: 1 });
    },
  );
});
