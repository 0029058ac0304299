import { AbsencesService } from '../../src/attendees/absences.service.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { proposeCover, type Wanted } from '../../src/assignments/cover.js';
import type { Suggested } from '../../src/assignments/suggestion.js';
import { rows } from '../../src/database/sql.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
let stranger: Browser;
let ada: Attendee;
let ben: Attendee;
let mia: Attendee;
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
const errors = ({ $ }: Answer): string => words($('.govuk-error-summary').text());
const assign = async (reference: string, attendeeId: number, over = {}) =>
  test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId, lead: true, overlapReason: null, ...over });
const leads = (reference: string) =>
  rows<{ name: string }>(
    test.db.reader,
    `select p.name from assignment a join attendee p on p.id = a.attendee_id join sitting s on s.id = a.sitting_id
       join conference c on c.id = s.conference_id where c.reference = $1 and a.state = 'invited' and a.lead`,
    [reference],
  );
const conference = async (day: string, hubCode = 'reading', time = '09:30') => {
  const startsAt = at(`2026-${day}T${time}:00Z`);
  return (await given(test).conference({ hubCode, startsAt, endsAt: startsAt.add({ minutes: 90 }) })).reference;
};
const form = async (url: string): Promise<Record<string, string>> => {
  const { $ } = await priya.get(url);
  const chosen = $('select')
    .toArray()
    .map((one) => [$(one).attr('name')!, String($(one).find('option[selected]').attr('value') ?? '')] as const);
  return {
    seen: String($('input[name=seen]').val()),
    reason: String($('#reason').val()),
    ...Object.fromEntries(chosen),
  };
};

beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  [ada, ben, mia] = [
    await given(test).attendee('Ada Okafor'),
    await given(test).attendee('Ben Hughes'),
    await given(test).attendee('Mia Slough', { hubCode: 'slough' }),
  ];
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  stranger = await test.signIn('Olga Other', ['coordinator'], ['oxfordshire']);
});
afterAll(() => test.stop());

describe('cover for somebody who is off', () => {
  let monday: string;
  let tuesday: string;
  let absenceId: number;
  const url = () => `/attendees/${ada.id}/cover?absence=${absenceId}`;
  beforeAll(async () => {
    monday = await conference('11-30');
    tuesday = await conference('12-01');
    const later = await conference('12-14');
    for (const reference of [monday, tuesday, later]) await assign(reference, ada.id);
    const week = { kind: 'sick', startsAt: at('2026-11-30T00:00:00Z'), endsAt: at('2026-12-05T00:00:00Z') } as const;
    const saved = await test.app.get(AbsencesService).add(await given(test).coordinator(), ada.id, week, 'page');
    absenceId = saved.ok ? saved.value.id : 0;
  });

  it('lists what is in the absence, each with the best who is free', async () => {
    const page = await priya.get(url());
    expect(page.status).toBe(200);
    expect(
      page
        .$('label[for^=instead]')
        .toArray()
        .map((one) => words(page.$(one).text())),
    ).toEqual([`${monday}, ICPC`, `${tuesday}, ICPC`]);
    const { seen: _seen, reason, ...choices } = await form(url());
    expect([reason, ...Object.values(choices)]).toEqual(['Away then', String(ben.id), String(ben.id)]);
  });

  it('refuses everything when something changed since the page was opened', async () => {
    const fields = await form(url());
    const more = await conference('12-02');
    await assign(more, ada.id, { overlapReason: 'back by then' });
    const page = await priya.post(url(), fields);
    expect([page.status, errors(page)]).toEqual([409, expect.stringContaining('Something changed since')]);
    expect(page.$('select')).toHaveLength(3);
    const emptied = Object.keys(fields)
      .filter((name) => name.startsWith('instead'))
      .map((name) => [name, '']);
    expect((await priya.post(url(), { ...fields, ...Object.fromEntries(emptied) })).status).toBe(409);
    expect(await leads(monday)).toEqual([{ name: 'Ada Okafor' }]);
  });

  it('gives all of it away or nothing', async () => {
    const elsewhere = await conference('12-01', 'slough');
    const fields = await form(url());
    await assign(elsewhere, ben.id);
    const page = await priya.post(url(), fields);
    expect([page.status, errors(page)]).toEqual([
      422,
      expect.stringContaining(`${tuesday}: Ben Hughes is on ${elsewhere}`),
    ]);
    expect(await leads(monday)).toEqual([{ name: 'Ada Okafor' }]);
    const again = await form(url());
    expect(Object.values(again)).toContain(String(mia.id));
    expect((await priya.post(url(), again)).status).toBe(303);
    expect([await leads(monday), await leads(tuesday)]).toEqual([[{ name: 'Ben Hughes' }], [{ name: 'Mia Slough' }]]);
  });

  it('says what is for another hub, and wants a reason and a choice', async () => {
    expect(words((await stranger.get(`/attendees/${ada.id}/cover`)).$('main').text())).toContain(
      'for another hub to cover',
    );
    const fields = await form(`/attendees/${ada.id}/cover`);
    const none = Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, name.startsWith('instead') ? '' : value]),
    );
    const silent = await priya.post(`/attendees/${ada.id}/cover`, fields);
    expect([silent.status, errors(silent)]).toEqual([422, expect.stringContaining('Say in a few words why')]);
    expect(errors(await priya.post(`/attendees/${ada.id}/cover`, { ...none, reason: 'leaves' }))).toContain(
      'Choose somebody',
    );
    expect((await priya.get(`/attendees/${ada.id}/cover?absence=999`)).status).toBe(404);
    expect((await priya.get('/attendees/999/cover')).status).toBe(404);
  });

  it('does not propose one person for two at once', () => {
    const who = (id: number): Suggested => ({ id, name: `P${id}`, role: 'DC', standing: 'free', reasons: [] });
    const one = (assignmentId: number, time: string, people: Suggested[]): Wanted => {
      const startsAt = at(`2026-11-30T${time}:00Z`);
      return { assignmentId, sequence: 0, startsAt, endsAt: startsAt.add({ minutes: 60 }), people };
    };
    const proposed = proposeCover([
      one(1, '09:00', [who(7), who(8)]),
      one(2, '09:30', [who(7), who(8)]),
      one(3, '09:45', [who(7), who(8)]),
      one(4, '11:00', [who(7), { ...who(9), standing: 'busy' }]),
    ]);
    expect([...proposed.values()]).toEqual([7, 8, null, 7]);
  });
});

describe('somebody who must or can not go', () => {
  it('is neither suggested nor assigned with a conflict of interest, nor to the next one of the family', async () => {
    const children = [{ laChildId: '777', policeReference: null, initials: null, bornYear: null, expectedOn: null }];
    const first = (await given(test).conference({ children })).reference;
    const url = `/conferences/${first}/conflicts`;
    expect(errors(await priya.post(url, { attendeeId: '', reason: 'other' }))).toContain('Choose who must not go');
    expect(errors(await priya.post(url, { attendeeId: String(ben.id), reason: 'gossip' }))).toContain(
      'Choose the reason',
    );
    expect((await priya.post(url, { attendeeId: String(ben.id), reason: 'other' })).status).toBe(303);
    const startsAt = at('2027-02-22T09:30:00Z');
    const endsAt = startsAt.add({ minutes: 90 });
    const next = (await given(test).conference({ kind: 'rcpc', children, startsAt, endsAt })).reference;
    for (const reference of [first, next]) {
      const page = await priya.get(`/conferences/${reference}/assign`);
      expect(words(page.$('main').text())).toContain('Ben Hughes: has a conflict of interest');
      expect(await assign(reference, ben.id)).toMatchObject({ refusal: { kind: 'conflict-of-interest' } });
    }
    expect((await stranger.get(url)).status).toBe(404);
    expect((await priya.post(`${url}/${ben.id}/remove`, {}, url)).status).toBe(303);
    expect((await assign(next, ben.id)).ok).toBe(true);
    expect(
      errors(await priya.post(`/conferences/${next}/conflicts`, { attendeeId: String(ben.id), reason: 'other' })),
    ).toContain('Give their place to somebody else first');
  });

  it('is not assigned while away, unless somebody says why', async () => {
    const reference = await conference('12-03');
    expect(await assign(reference, ada.id)).toMatchObject({ refusal: { kind: 'away' } });
    const page = await priya.post(`/conferences/${reference}/assign`, {
      attendeeId: String(ada.id),
      place: 'lead',
      overlapReason: '',
    });
    expect(errors(page)).toContain('Ada Okafor is away Mon 30 Nov to Fri 4 Dec 2026. Choose somebody else');
    expect((await assign(reference, ada.id, { overlapReason: 'joins by video' })).ok).toBe(true);
  });
});
