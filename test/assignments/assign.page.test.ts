import type { CheerioAPI } from 'cheerio';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { insert, rows, run } from '../../src/database/sql.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const pathOf = (reference: string): string => `/conferences/${reference}/assign`;
const hint = ($: CheerioAPI, name: string): string => {
  const label = $('label').filter((_, one) => $(one).text().startsWith(name));
  return label.parent().find('.govuk-hint').text();
};
const summary = ($: CheerioAPI): string => $('.govuk-error-summary').text();

it('assigns, invites and says what happens next', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference();

  const answer = await priya.post(pathOf(reference), { attendeeId: String(ada.id), place: 'lead', overlapReason: '' });

  expect(answer.status).toBe(303);
  expect(answer.location).toBe(`/conferences/${reference}`);
  const page = await priya.get(answer.location!);
  expect(page.$('[role=status]').text()).toContain('Ada Okafor is assigned.');
  expect(page.$('[role=status]').text()).toContain('on its way to ada.okafor@thamesvalley-police.example');
  const audited = await rows<{ detail: object }>(
    test.db.reader,
    `select detail from audit_event where action = 'assignment.made'`,
  );
  expect(audited.map((one) => one.detail)).toEqual([{ attendee: 'Ada Okafor', lead: true, overlapReason: null }]);
});

it('says in words why each person suits, and folds away those who are elsewhere', async () => {
  const [busy, free] = [await given(test).attendee('Bea Busy'), await given(test).attendee('Finn Free')];
  await test.db.transaction((tx) =>
    insert(tx, 'attendee_skill', { attendeeId: free.id, skill: 'conference-trained', expiresOn: null }),
  );
  const times = { startsAt: at('2026-12-01T10:00:00Z'), endsAt: at('2026-12-01T11:30:00Z') };
  const other = await given(test).conference(times);
  const { reference } = await given(test).conference(times);
  const coordinator = await given(test).coordinator();
  const service = test.app.get(AssignmentsService);
  await service.assign(coordinator, other.reference, { attendeeId: busy.id, lead: true, overlapReason: null });

  const { $, status } = await priya.get(pathOf(reference));

  expect(status).toBe(200);
  expect(hint($, 'Finn Free')).toBe('free · Reading · trained · no other conference in 8 weeks');
  expect($('details').last().text()).toContain(`on ${other.reference} until 11:30`);
  expect($('input[name=place]:checked').val()).toBe('lead');
});

it('puts first whoever went to the last conference of the family', async () => {
  const una = await given(test).attendee('Una Usual', { hubCode: 'reading' });
  const child = { laChildId: 'LA-77', policeReference: null, initials: 'AB', bornYear: 2019, expectedOn: null };
  const before = await given(test).conference({ children: [child] });
  await test.db.transaction(async (tx) => {
    await insert(tx, 'participation', {
      sittingId: (
        await rows<{ id: number }>(
          tx,
          'select s.id from sitting s join conference c on c.id = s.conference_id where c.reference = $1',
          [before.reference],
        )
      )[0]!.id,
      outcome: 'attended',
      mode: 'video',
      attendedById: una.id,
      presentAtDecision: true,
      version: 1,
      recordedBy: 'Una Usual',
      recordedAt: test.clock.now(),
    });
    await insert(tx, 'attendee_skill', { attendeeId: una.id, skill: 'conference-trained', expiresOn: null });
  });
  const { reference } = await given(test).conference({
    kind: 'rcpc',
    startsAt: at('2027-02-15T10:00:00Z'),
    endsAt: at('2027-02-15T11:00:00Z'),
    children: [child],
  });

  const { $ } = await priya.get(pathOf(reference));

  expect($('.govuk-radios__label').first().text()).toBe('Una Usual, DC');
  expect(hint($, 'Una Usual')).toContain('took the last conference of this family');
});

describe('what cannot be done', () => {
  it('asks for a person and keeps the rest of what was typed', async () => {
    const { reference } = await given(test).conference();
    const answer = await priya.post(pathOf(reference), { place: 'second' });
    expect(answer.status).toBe(422);
    expect(summary(answer.$)).toContain('Choose who will attend.');
    expect(answer.$('title').text()).toMatch(/^Error: /);
    expect(answer.$('.govuk-error-summary a').attr('href')).toBe('#attendeeId');
    expect(answer.$('#attendeeId').length).toBe(1);
    expect(answer.$('input[name=place]:checked').val()).toBe('second');
  });

  it.each(['', 'x', '-1', '99999999999', '1 or 1=1'])('takes %j for nobody', async (attendeeId) => {
    const { reference } = await given(test).conference();
    const answer = await priya.post(pathOf(reference), { attendeeId, place: 'lead' });
    expect(answer.status).toBe(422);
    expect(summary(answer.$)).toContain('Choose who will attend.');
  });

  it('refuses somebody who is elsewhere, offers the reason, and takes it', async () => {
    const ben = await given(test).attendee('Ben Both');
    const times = { startsAt: at('2026-12-03T10:00:00Z'), endsAt: at('2026-12-03T11:30:00Z') };
    const [first, second] = [await given(test).conference(times), await given(test).conference(times)];
    const choice = { attendeeId: String(ben.id), place: 'lead', overlapReason: '' };
    expect((await priya.post(pathOf(first.reference), choice)).status).toBe(303);

    const refused = await priya.post(pathOf(second.reference), choice);
    expect(refused.status).toBe(422);
    expect(summary(refused.$)).toContain(`Ben Both is on ${first.reference} from 10:00 to 11:30.`);
    expect(refused.$('details[open] #overlapReason').length).toBe(1);
    expect(refused.$(`input[value="${ben.id}"]`).attr('checked')).toBe('checked');
    const kinds = await rows<{ kind: string }>(
      test.db.reader,
      `select detail->>'kind' as kind from audit_event e join conference c on c.id = e.conference_id
       where action = 'assignment.refused' and c.reference = $1`,
      [second.reference],
    );
    expect(kinds).toEqual([{ kind: 'overlap' }]);

    const taken = await priya.post(pathOf(second.reference), { ...choice, overlapReason: 'Both by video, ends early' });
    expect(taken.status).toBe(303);
  });

  it('says who leads already', async () => {
    const [lea, max] = [await given(test).attendee('Lea Lead'), await given(test).attendee('Max More')];
    const { reference } = await given(test).conference({
      startsAt: at('2026-12-04T10:00:00Z'),
      endsAt: at('2026-12-04T11:00:00Z'),
    });
    await priya.post(pathOf(reference), { attendeeId: String(lea.id), place: 'lead' });
    const answer = await priya.post(pathOf(reference), { attendeeId: String(max.id), place: 'lead' });
    expect(answer.status).toBe(422);
    expect(summary(answer.$)).toContain('Lea Lead leads this conference already.');
    const again = await priya.post(pathOf(reference), { attendeeId: String(lea.id), place: 'second' });
    expect(summary(again.$)).toContain('Lea Lead is on this conference already.');
  });

  it('refuses somebody without a mail address and lists them as such', async () => {
    const noa = await given(test).attendee('Noa Nomail', { mail: null });
    const { reference } = await given(test).conference();
    const answer = await priya.post(pathOf(reference), { attendeeId: String(noa.id), place: 'lead' });
    expect(summary(answer.$)).toContain('Noa Nomail has no mail address');
    expect(answer.$('details').last().text()).toContain('Noa Nomail: no mail address');
  });

  it('refuses somebody who has left', async () => {
    const gus = await given(test).attendee('Gus Gone', { active: false });
    const { reference } = await given(test).conference();
    const answer = await priya.post(pathOf(reference), { attendeeId: String(gus.id), place: 'lead' });
    expect(summary(answer.$)).toContain('Gus Gone has left.');
  });

  it('refuses a conference that is not on', async () => {
    const ida = await given(test).attendee('Ida Idle');
    const { id, reference } = await given(test).conference();
    await test.db.transaction((tx) => run(tx, `update conference set state = 'stood_down' where id = $1`, [id]));
    const fields = { attendeeId: String(ida.id), place: 'lead' };
    const answer = await priya.post(pathOf(reference), fields, `/conferences/${reference}`);
    expect(summary(answer.$)).toContain('This conference is stood down, so nobody can be assigned to it.');
    const form = await priya.get(pathOf(reference));
    expect([form.status, form.location]).toEqual([303, `/conferences/${reference}`]);
    expect((await priya.get(form.location!)).$('main').text()).toContain('so nobody can be assigned to it');
  });

  it('does not exist for a coordinator of another hub', async () => {
    const { reference } = await given(test).conference();
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.get(pathOf(reference))).status).toBe(404);
    expect((await tom.post(pathOf(reference), { attendeeId: '1', place: 'lead' }, '/board')).status).toBe(404);
  });

  it('refuses a forged form', async () => {
    const ada = await given(test).attendee('Fay Forged');
    const { reference } = await given(test).conference();
    const answer = await priya.forged(pathOf(reference), { attendeeId: String(ada.id), place: 'lead' });
    expect(answer.status).toBe(403);
    expect(await rows(test.db.reader, 'select id from assignment where attendee_id = $1', [ada.id])).toEqual([]);
  });
});
