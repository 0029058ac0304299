import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { row, rows } from '../../src/database/sql.js';
import { AskedChangesService } from '../../src/intake/asked-changes.service.js';
import { PostService } from '../../src/intake/post.service.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';
import { outlookCancel, outlookRequest, outlookUpdate } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';

const REFERENCE = 'TV-26-000001';
let test: TestApp;
let priya: Browser;
let box: TestMailbox;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  box = new TestMailbox();
});
afterEach(() => test.stop());

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
/** What arrived, read by the tracker; the id of the newest candidate. */
async function arrived(mail: string): Promise<number> {
  box.deliver(mail, '2026-11-19T12:00:00Z');
  await test.app.get(PostService).readWaiting(box);
  return (await row<{ id: number }>(test.db.reader, 'select max(id) as id from candidate'))!.id;
}
const inputs = ({ $ }: Answer, form: string): Record<string, string> =>
  Object.fromEntries(
    $(`${form} input:not([type=checkbox], [type=radio], [name=_csrf]), ${form} select, ${form} textarea`)
      .map((_, one) => [[$(one).attr('name') ?? '', String($(one).val() ?? '')] as const])
      .get(),
  );
const agreement = (page: Answer) => inputs(page, 'form[action$="/agree"]');
const submit = ({ $ }: Answer) => words($('form[action$="/agree"] button').text());
const beside = ({ $ }: Answer) =>
  $('#asked tbody tr')
    .map((_, line) => [
      $(line)
        .find('th, td')
        .map((_, cell) => words($(cell).text()))
        .get(),
    ])
    .get();
const notices = ({ $ }: Answer) =>
  $('main .cct-notice')
    .map((_, one) => words($(one).text()))
    .get();
const summary = ({ $ }: Answer) =>
  $('.govuk-error-summary a')
    .map((_, link) => [[$(link).attr('href'), words($(link).text())]])
    .get();
const newest = () => row(test.db.reader, 'select outcome, reason from inbound_mail order by id desc limit 1');
const standing = () =>
  row<{ state: string; startsAt: Temporal.Instant; stateReason: string | null }>(
    test.db.reader,
    'select c.state, c.state_reason, s.starts_at from conference c join sitting s on s.conference_id = c.id',
  );
const states = async () =>
  (await rows<{ state: string }>(test.db.reader, 'select state from candidate order by id')).map((one) => one.state);
const agree = (id: number, fields: Record<string, string>) => priya.post(`/inbox/${id}/agree`, fields, `/inbox/${id}`);

/** The ICPC of Tue 1 Dec 2026, confirmed from its invitation; Ada leads. */
async function confirmed(): Promise<void> {
  const id = await arrived(outlookRequest());
  const typed = inputs(await priya.get(`/inbox/${id}`), 'main form');
  expect((await priya.post(`/inbox/${id}/confirm`, typed, `/inbox/${id}`)).status).toBe(303);
  const ada = await given(test).attendee('Ada Okafor');
  const assigned = { attendeeId: ada.id, lead: true, overlapReason: null };
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), REFERENCE, assigned);
}

describe('a move', () => {
  beforeEach(confirmed);

  it('is shown beside what is recorded, and done with one button', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    expect(await newest()).toEqual({ outcome: 'candidate', reason: `A change to ${REFERENCE} to look at.` });
    const page = await priya.get(`/inbox/${id}`);
    expect(page.$('h1').text()).toContain(`About ${REFERENCE}`);
    expect(beside(page)).toEqual([
      [
        'When',
        'Tue 1 Dec 2026, 10:00 to 11:30',
        'Wed 2 Dec 2026, 10:00 to 11:30 DiffersRead from: calendar: Wed 2 Dec 2026, 10:00 to 11:30',
      ],
      ['Mode', 'Video', 'The same'],
      ['Venue', 'none', 'Not said: it stays'],
      ['Join link', 'none', 'Not said: it stays'],
    ]);
    expect(submit(page)).toBe(`Move ${REFERENCE} to Wed 2 Dec 2026, 10:00`);
    const done = await agree(id, agreement(page));
    expect(done).toMatchObject({ status: 303, location: `/conferences/${REFERENCE}` });
    expect(await standing()).toMatchObject({ startsAt: Temporal.Instant.from('2026-12-02T10:00:00Z') });
    expect(await states()).toEqual(['confirmed', 'confirmed']);
    expect(await rows(test.db.reader, 'select sequence, change from calendar_message order by id')).toEqual([
      { sequence: 0, change: 'new' },
      { sequence: 1, change: 'moved' },
    ]);
    expect(
      await rows(test.db.reader, `select actor, detail from audit_event where action = 'candidate.applied'`),
    ).toEqual([{ actor: 'Priya Shah', detail: { candidateId: id, asked: 'move' } }]);
  });

  it('is asked about when its time is unusual, and done once that is meant', async () => {
    const id = await arrived(outlookUpdate(5, 1));
    const page = await priya.get(`/inbox/${id}`);
    expect(words(page.$('form[action$="/agree"]').text())).toContain('Sat 5 Dec is at a weekend.');
    const asked = await agree(id, agreement(page));
    expect(asked.status).toBe(422);
    expect(summary(asked)).toEqual([['#meant', 'Confirm the unusual time, or change it first.']]);
    expect(await states()).toEqual(['confirmed', 'waiting']);
    expect((await agree(id, { ...agreement(asked), meant: 'yes' })).status).toBe(303);
    expect(await states()).toEqual(['confirmed', 'confirmed']);
  });

  it('wants a reason', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    const page = await agree(id, { ...agreement(await priya.get(`/inbox/${id}`)), why: '' });
    expect(page.status).toBe(422);
    expect(summary(page)).toEqual([['#why', 'Say why in a few words.']]);
    expect(await standing()).toMatchObject({ startsAt: Temporal.Instant.from('2026-12-01T10:00:00Z') });
  });

  it('is made once, whoever clicks twice', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    const fields = agreement(await priya.get(`/inbox/${id}`));
    await agree(id, fields);
    const again = await agree(id, fields);
    expect(again.status).toBe(409);
    expect(notices(again)[0]).toMatch(/^Priya Shah has already dealt with this message/);
    expect(
      await row(test.db.reader, `select count(*) as n from audit_event where action = 'conference.moved'`),
    ).toEqual({
      n: 1,
    });
  });

  it('is made once when two agree at the same moment', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    const agreed = { asked: 'move', reference: REFERENCE, version: 1, change: null, reason: 'moved', confirmed: true };
    const coordinator = await given(test).coordinator();
    const service = test.app.get(AskedChangesService);
    const both = await Promise.all([1, 2].map(() => service.agree(coordinator, id, agreed)));
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { kind: 'already-decided', by: 'Priya Shah' } });
  });

  it('is not made over what a colleague changed meanwhile', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    const fields = agreement(await priya.get(`/inbox/${id}`));
    const mover = `/conferences/${REFERENCE}/move`;
    const form = inputs(await priya.get(mover), 'main form');
    await priya.post(mover, { ...form, mode: 'video', date: '3/12/2026', reason: 'rang the chair' }, mover);
    const page = await agree(id, fields);
    expect(page.status).toBe(409);
    expect(summary(page)[0]?.[1]).toContain('nothing was done');
    expect(beside(page)[0]?.[1]).toBe('Thu 3 Dec 2026, 10:00 to 11:30');
    expect(await states()).toEqual(['confirmed', 'waiting']);
    expect((await agree(id, agreement(page))).status).toBe(303);
    expect(await standing()).toMatchObject({ startsAt: Temporal.Instant.from('2026-12-02T10:00:00Z') });
  });

  it('that somebody made by hand is filed with one button', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    const mover = (await priya.get(`/inbox/${id}`)).$('#asked a[href*="/move?"]').attr('href')!;
    const form = await priya.get(mover);
    await priya.post(`/conferences/${REFERENCE}/move`, inputs(form, 'main form'), mover);
    const page = await priya.get(`/inbox/${id}`);
    expect(notices(page).join()).toContain(`Already done: ${REFERENCE} stands as this message says`);
    expect(await agree(id, agreement(page))).toMatchObject({ status: 303, location: '/inbox' });
    expect(await states()).toEqual(['confirmed', 'confirmed']);
  });

  it('that is older than the one acted on is out of date, before and after it is read', async () => {
    const early = await arrived(outlookUpdate(2, 1));
    const late = await arrived(outlookUpdate(3, 2));
    expect(notices(await priya.get(`/inbox/${early}`)).join()).toContain('A newer message about the same meeting');
    await agree(late, agreement(await priya.get(`/inbox/${late}`)));
    const page = await priya.get(`/inbox/${early}`);
    expect(notices(page).join()).toContain('This message is out of date');
    await agree(early, agreement(page));
    expect(await states()).toEqual(['confirmed', 'rejected', 'confirmed']);

    await arrived(outlookUpdate(4, 1));
    expect(await newest()).toEqual({
      outcome: 'ignored',
      reason: `Out of date: a newer message about ${REFERENCE} has been acted on.`,
    });
    expect(await standing()).toMatchObject({ startsAt: Temporal.Instant.from('2026-12-03T10:00:00Z') });
  });

  it('does not exist for a coordinator of another hub, and is refused without the token of the page', async () => {
    const id = await arrived(outlookUpdate(2, 1));
    const fields = agreement(await priya.get(`/inbox/${id}`));
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.post(`/inbox/${id}/agree`, fields, '/inbox')).status).toBe(404);
    expect((await priya.forged(`/inbox/${id}/agree`, fields)).status).toBe(403);
    const ada = await test.signIn('Ada Okafor', ['attendee']);
    expect((await ada.post(`/inbox/${id}/agree`, fields, '/my')).status).toBe(403);
    expect(await states()).toEqual(['confirmed', 'waiting']);
  });
});

describe('a cancellation', () => {
  it('offers every way of calling off, and tells those who are on it', async () => {
    await confirmed();
    const id = await arrived(outlookCancel());
    expect(await newest()).toEqual({ outcome: 'candidate', reason: `Calls off ${REFERENCE}: to decide.` });
    expect(words((await priya.get('/inbox')).$('tbody').text())).toContain(`Calls off ${REFERENCE}`);
    const page = await priya.get(`/inbox/${id}`);
    expect(
      page
        .$('input[name=change]')
        .map((_, one) => page.$(one).val())
        .get(),
    ).toEqual(['stand-down', 'postpone', 'cancel']);
    expect(page.$('form[action$="/confirm"]')).toHaveLength(0);
    const invented = {
      hub: 'slough',
      kind: 'icpc',
      startsOn: '2/12/26',
      startsAt: '10:00',
      mode: 'video',
      channel: 'mail',
    };
    const when = { receivedOn: '19/11/2026', receivedTime: '12:00' };
    expect((await priya.post(`/inbox/${id}/confirm`, { ...invented, ...when }, `/inbox/${id}`)).status).toBe(404);
    expect(summary(await agree(id, agreement(page)))).toEqual([['#change', 'Choose how it is called off.']]);
    expect((await agree(id, { ...agreement(page), change: 'stand-down' })).status).toBe(303);
    expect(await standing()).toMatchObject({ state: 'stood_down', stateReason: 'Called off by the local authority' });
    expect(await row(test.db.reader, 'select change from calendar_message order by id desc limit 1')).toEqual({
      change: 'stood-down',
    });
    expect(await states()).toEqual(['confirmed', 'confirmed']);
  });

  it('for good is not taken back by a message', async () => {
    await confirmed();
    const off = await arrived(outlookCancel());
    await agree(off, { ...agreement(await priya.get(`/inbox/${off}`)), change: 'cancel' });
    expect(await standing()).toMatchObject({ state: 'cancelled' });
    const late = await arrived(outlookUpdate(8, 2));
    expect(notices(await priya.get(`/inbox/${late}`)).join()).toContain(`${REFERENCE}, which is cancelled`);
  });

  it.each([
    [8, 'Move TV-26-000001 to Tue 8 Dec 2026, 10:00', '2026-12-08T10:00:00Z'],
    [1, 'Put TV-26-000001 back on', '2026-12-01T10:00:00Z'],
  ])('is taken back by a later invitation for %d December', async (day, button, startsAt) => {
    await confirmed();
    const off = await arrived(outlookCancel());
    await agree(off, { ...agreement(await priya.get(`/inbox/${off}`)), change: 'stand-down' });
    const back = await arrived(outlookUpdate(day, 2).replace('DTSTAMP:20261118', 'DTSTAMP:20261120'));
    const page = await priya.get(`/inbox/${back}`);
    expect(submit(page)).toBe(button);
    expect((await agree(back, agreement(page))).status).toBe(303);
    expect(await standing()).toMatchObject({ state: 'scheduled', startsAt: Temporal.Instant.from(startsAt) });
  });

  it('of an invitation that nobody has confirmed rejects it', async () => {
    const invitation = await arrived(outlookRequest());
    const id = await arrived(outlookCancel());
    const page = await priya.get(`/inbox/${id}`);
    expect(submit(page)).toBe('Reject that invitation as called off');
    expect((await agree(id, agreement(page))).location).toBe('/inbox');
    expect(await states()).toEqual(['rejected', 'rejected']);
    expect(notices(await priya.get(`/inbox/${invitation}`)).join()).toContain('Called off by the local authority');
  });

  it('under another calendar entry is known by the LA meeting id', async () => {
    await given(test).conference({ hubCode: 'slough', kind: 'rcpc', laMeetingId: 'SBC-CP-771' });
    const id = await arrived(outlookCancel({ uid: 'another', text: 'Meeting ID: SBC-CP-771' }));
    const [notice] = notices(await priya.get(`/inbox/${id}`));
    expect(notice).toContain('The same meeting of the local authority');
    expect(notice).toContain('The message calls it ICPC: make sure that it is the same conference.');
    expect(await newest()).toEqual({ outcome: 'candidate', reason: `Calls off ${REFERENCE}: to decide.` });
  });

  it('of what nobody knows needs a person', async () => {
    box.deliver(outlookCancel(), '2026-11-19T12:00:00Z');
    await test.app.get(PostService).readWaiting(box);
    expect(await newest()).toMatchObject({ outcome: 'for-a-person' });
  });

  it('from somebody else waits with a warning', async () => {
    await confirmed();
    const id = await arrived(outlookCancel({ from: 'clerk@elsewhere.example' }));
    const said = notices(await priya.get(`/inbox/${id}`)).join();
    expect(said).toContain('clerk@elsewhere.example has not written about it before');
    expect(said).toContain('A cancellation from somebody else than the organiser.');
    expect(await standing()).toMatchObject({ state: 'scheduled' });
  });

  it('of what was stood down by hand is filed, and can be answered with nothing', async () => {
    await confirmed();
    const id = await arrived(outlookCancel());
    const state = `/conferences/${REFERENCE}/state`;
    await priya.post(state, { ...inputs(await priya.get(state), 'main form'), change: 'stand-down', reason: 'rang' });
    const page = await priya.get(`/inbox/${id}`);
    expect(notices(page).join()).toContain(`Already done: ${REFERENCE} stands as this message says`);
    await priya.post(`/inbox/${id}/reject`, { reason: 'The chair rang as well' }, `/inbox/${id}`);
    expect(await states()).toEqual(['confirmed', 'rejected']);
  });
});
