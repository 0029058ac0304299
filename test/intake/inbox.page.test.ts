import { row, rows } from '../../src/database/sql.js';
import { CandidatesService } from '../../src/intake/candidates.service.js';
import { PostService } from '../../src/intake/post.service.js';
import { anInvitation, given } from '../support/given.js';
import { outlookRequest } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let priya: Browser;
let box: TestMailbox;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  box = new TestMailbox();
});
afterEach(() => test.stop());

const letter = (from: string, lines: string): string =>
  `From: ${from}\nTo: mash@thamesvalley-police.example\nSubject: Conference\nMessage-ID: <${from}-1>\n\n${lines}\n`;

/** What arrived, read by the tracker; the id of the newest candidate. */
async function arrived(mail: string, receivedAt = '2026-11-18T12:00:00Z'): Promise<number> {
  box.deliver(mail, receivedAt);
  await test.app.get(PostService).readWaiting(box);
  const newest = await row<{ id: number }>(test.db.reader, 'select max(id) as id from candidate');
  return newest!.id;
}
const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const lines = ({ $ }: Answer) =>
  $('tbody tr')
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
const field = ({ $ }: Answer, label: string) => {
  const found = $('label').filter((_, one) => words($(one).text()) === label);
  return $(`[id="${found.first().attr('for')}"]`);
};
const hint = (page: Answer, label: string) => words(page.$(`#${field(page, label).attr('id')}-hint`).text());
const summary = ({ $ }: Answer) =>
  $('.govuk-error-summary a')
    .map((_, link) => [[$(link).attr('href'), words($(link).text())]])
    .get();

/** The form as the page filled it, as a browser would send it; the token comes with the post. */
function filled({ $ }: Answer): Record<string, string> {
  const controls = $('main form').last().find('input:not([type=checkbox], [name=_csrf]), select, textarea');
  const pairs = controls.map((_, one) => [[$(one).attr('name') ?? '', String($(one).val() ?? '')] as const]).get();
  return Object.fromEntries(pairs);
}
const trail = (like: string) =>
  rows(test.db.reader, 'select actor, action, detail from audit_event where action like $1 order by id', [like]);
const conferences = () => rows(test.db.reader, 'select reference, hub_code from conference order by id');

describe('the list', () => {
  it('says what would come here when nothing waits', async () => {
    const page = await priya.get('/inbox');
    expect(page.status).toBe(200);
    expect(page.$('.cct-empty').text()).toContain('Nothing waits to be confirmed');
    expect(page.$('.cct-empty a').attr('href')).toBe('/invitations/new');
  });

  it('shows what was read, oldest first, and says what was not', async () => {
    await arrived(outlookRequest(), '2026-11-20T08:20:00Z');
    await arrived(
      letter('clerk@nowhere.example', 'Meeting ID: X-1\nConference to be arranged.'),
      '2026-11-17T09:00:00Z',
    );
    expect(lines(await priya.get('/inbox'))).toEqual([
      ['3 days', 'Kind not read, hub not read', 'time not read', 'clerk@nowhere.example', 'New'],
      ['40 minutes', 'ICPC, Slough', 'Tue 1 Dec 2026, 10:00', 'cp.team@slough.example', 'New'],
    ]);
  });

  it('calls a second message about a known calendar entry a change, and records that it listed the conference', async () => {
    const first = await arrived(outlookRequest());
    const confirmed = await test.app
      .get(CandidatesService)
      .confirm(await given(test).coordinator(), first, anInvitation({ hubCode: 'slough' }));
    expect(confirmed.ok).toBe(true);
    await arrived(outlookRequest({ sequence: 1, messageId: '<req-2@slough.example>' }));
    expect(lines(await priya.get('/inbox'))).toEqual([
      ['45 hours', 'ICPC, Slough', 'Tue 1 Dec 2026, 10:00', 'cp.team@slough.example', 'Change to TV-26-000001'],
    ]);
    expect(await trail('conference.listed')).toMatchObject([
      { detail: { page: 'inbox', references: ['TV-26-000001'] } },
    ]);
  });

  it("hides another hub's invitations, and shows those of which nobody knows the hub", async () => {
    await arrived(outlookRequest());
    await arrived(letter('clerk@nowhere.example', 'Meeting ID: X-1'));
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect(lines(await tom.get('/inbox')).map((cells) => cells[3])).toEqual(['clerk@nowhere.example']);
  });

  it('is for coordinators and supervisors, and so is an invitation of which nobody knows the hub', async () => {
    const id = await arrived(letter('clerk@nowhere.example', 'Meeting ID: X-1'));
    const ada = await test.signIn('Ada Okafor', ['attendee', 'auditor']);
    expect((await ada.get('/inbox')).status).toBe(403);
    expect((await ada.get(`/inbox/${id}`)).status).toBe(403);
    expect((await ada.post(`/inbox/${id}/reject`, { reason: 'mine' }, '/inbox')).status).toBe(403);
    expect(await row(test.db.reader, 'select state from candidate')).toEqual({ state: 'waiting' });
  });
});

describe('one candidate', () => {
  it('shows the message beside a form that says what it was read from', async () => {
    const page = await priya.get(`/inbox/${await arrived(outlookRequest())}`);
    expect(page.status).toBe(200);
    expect(page.$('h1').text()).toContain('ICPC, Slough');
    expect(page.$('.cct-verbatim').first().text()).toContain('Meeting ID: SBC-CP-771');
    expect(filled(page)).toMatchObject({
      hub: 'slough',
      kind: 'icpc',
      laMeetingId: 'SBC-CP-771',
      startsOn: '01/12/2026',
      startsAt: '10:00',
      endsAt: '11:30',
      mode: 'video',
      strategyOn: '12/11/2026',
      venue: '',
      channel: 'mail',
      receivedOn: '18/11/2026',
      receivedTime: '12:00',
    });
    expect(hint(page, 'LA meeting id')).toBe('Read from: Meeting ID: SBC-CP-771');
    expect(hint(page, 'Venue')).toBe('Could not be read from the message');
  });

  it('records that the original was looked at', async () => {
    await priya.get(`/inbox/${await arrived(outlookRequest())}`);
    expect(await trail('mail.viewed')).toEqual([{ actor: 'Priya Shah', action: 'mail.viewed', detail: { mailId: 1 } }]);
  });

  it('warns of a sender that our own gateway could not verify', async () => {
    const failed = 'Authentication-Results: mx.thamesvalley-police.example; dmarc=fail';
    const id = await arrived(`${failed}\n${outlookRequest()}`);
    expect(notices(await priya.get(`/inbox/${id}`)).join()).toContain('Our mail gateway could not verify the sender');
    const other = await arrived(outlookRequest({ uid: 'another@slough.example', messageId: '<req-9@slough.example>' }));
    expect(notices(await priya.get(`/inbox/${other}`)).join()).not.toContain('could not verify');
  });

  it('says where a message is not clear', async () => {
    const id = await arrived(outlookRequest().replace('Meeting ID:', 'Date: 2 December 2026\nMeeting ID:'));
    const [notice] = notices(await priya.get(`/inbox/${id}`));
    expect(notice).toMatch(/^The message is not clear/);
    expect(notice).toContain('2 December 2026');
  });

  it('shows nothing of a message as markup', async () => {
    const id = await arrived(letter('clerk@reading.example', 'Meeting ID: X-1\n<script>alert(1)</script>'));
    const page = await priya.get(`/inbox/${id}`);
    expect(page.$('main script')).toHaveLength(0);
    expect(page.$('.cct-verbatim').first().text()).toContain('<script>alert(1)</script>');
  });

  it.each(['/inbox/999', '/inbox/0', '/inbox/abc', '/inbox/99999999999'])('answers %s as not found', async (url) => {
    expect((await priya.get(url)).status).toBe(404);
  });

  it('does not exist for a coordinator of another hub, whatever they do', async () => {
    const id = await arrived(outlookRequest());
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.get(`/inbox/${id}`)).status).toBe(404);
    const typed = filled(await priya.get(`/inbox/${id}`));
    expect((await tom.post(`/inbox/${id}/confirm`, typed, '/inbox')).status).toBe(404);
    expect((await tom.post(`/inbox/${id}/reject`, { reason: 'mine' }, '/inbox')).status).toBe(404);
    expect(await row(test.db.reader, 'select state from candidate')).toEqual({ state: 'waiting' });
  });
});

describe('confirming', () => {
  it('records the conference as the person corrected it, and leads to assigning', async () => {
    const id = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${id}`));
    const answer = await priya.post(`/inbox/${id}/confirm`, { ...typed, startsAt: '10:30' }, `/inbox/${id}`);
    expect(answer).toMatchObject({ status: 303, location: '/inbox' });
    expect(
      await row(
        test.db.reader,
        `select c.reference, c.hub_code, s.starts_at, i.la_calendar_uid, i.notice_days, d.state from candidate d
         join conference c on c.id = d.conference_id join sitting s on s.conference_id = c.id
         join invitation i on i.candidate_id = d.id`,
      ),
    ).toEqual({
      reference: 'TV-26-000001',
      hubCode: 'slough',
      startsAt: Temporal.Instant.from('2026-12-01T10:30:00Z'),
      laCalendarUid: 'slough-uid-771',
      noticeDays: 9,
      state: 'confirmed',
    });
    expect(await trail('candidate.confirmed')).toMatchObject([{ actor: 'Priya Shah' }]);
    const inbox = await priya.get('/inbox');
    expect(inbox.$('[role=status] a').attr('href')).toBe('/conferences/TV-26-000001/assign');
    expect(lines(inbox)).toEqual([]);
  });

  it('keeps what was typed, and the message beside it, when something is missing', async () => {
    const id = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${id}`));
    const page = await priya.post(`/inbox/${id}/confirm`, { ...typed, kind: '', venue: 'Room 4' }, `/inbox/${id}`);
    expect(page.status).toBe(422);
    expect(summary(page)).toEqual([['#kind', 'Choose the kind of conference']]);
    expect(filled(page)).toMatchObject({ venue: 'Room 4', laMeetingId: 'SBC-CP-771' });
    expect(page.$('.cct-verbatim').first().text()).toContain('Meeting ID: SBC-CP-771');
  });

  it('asks about a weekend first', async () => {
    const id = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${id}`));
    const asked = await priya.post(`/inbox/${id}/confirm`, { ...typed, startsOn: '5/12/26' }, `/inbox/${id}`);
    expect(asked.status).toBe(422);
    expect(summary(asked)).toEqual([['#sure', 'The time is unusual. Confirm it, or change it']]);
    const sure = await priya.post(`/inbox/${id}/confirm`, { ...filled(asked), sure: 'yes' }, `/inbox/${id}`);
    expect(sure.status).toBe(303);
  });

  it('gives a candidate whose hub was not read to the hub that the person chose', async () => {
    const id = await arrived(letter('clerk@nowhere.example', 'Meeting ID: X-1'));
    const typed = { ...filled(await priya.get(`/inbox/${id}`)), hub: 'reading', kind: 'icpc', startsOn: '30/11/26' };
    await priya.post(`/inbox/${id}/confirm`, { ...typed, startsAt: '9:30', mode: 'video' }, `/inbox/${id}`);
    expect(await conferences()).toEqual([{ reference: 'TV-26-000001', hubCode: 'reading' }]);
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.get(`/inbox/${id}`)).status).toBe(404);
  });

  it('says that a colleague was quicker, and records nothing twice', async () => {
    const id = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${id}`));
    const tom = await test.signIn('Tom Price', ['coordinator'], ['slough']);
    expect((await tom.post(`/inbox/${id}/confirm`, typed, `/inbox/${id}`)).status).toBe(303);
    const late = await priya.post(`/inbox/${id}/confirm`, typed, `/inbox/${id}`);
    expect(late.status).toBe(409);
    expect(notices(late)[0]).toMatch(/^Tom Price has already dealt with this message/);
    expect(late.$(`main a[href="/conferences/TV-26-000001"]`).text()).toBe('Open TV-26-000001');
    expect(late.$('main form')).toHaveLength(0);
    expect(await conferences()).toHaveLength(1);
  });

  it('refuses a forged form', async () => {
    const id = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${id}`));
    expect((await priya.forged(`/inbox/${id}/confirm`, typed)).status).toBe(403);
    expect(await conferences()).toEqual([]);
  });
});

describe('rejecting', () => {
  it('keeps the reason with the message', async () => {
    const id = await arrived(outlookRequest());
    const answer = await priya.post(`/inbox/${id}/reject`, { reason: 'A core group meeting' }, `/inbox/${id}`);
    expect(answer).toMatchObject({ status: 303, location: '/inbox' });
    expect(await trail('candidate.rejected')).toMatchObject([
      { actor: 'Priya Shah', detail: { candidateId: id, reason: 'A core group meeting' } },
    ]);
    const page = await priya.get(`/inbox/${id}`);
    expect(notices(page).at(-1)).toBe(
      'Priya Shah rejected this invitation on Fri 20 Nov 2026, 09:00A core group meeting',
    );
  });

  it('asks why, and keeps what was corrected in the form', async () => {
    const id = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${id}`));
    const page = await priya.post(`/inbox/${id}/reject`, { ...typed, venue: 'Room 4', reason: '  ' }, `/inbox/${id}`);
    expect(page.status).toBe(422);
    expect(summary(page)).toEqual([['#reason', 'Say in a few words why this is not to be recorded']]);
    expect(filled(page)).toMatchObject({ venue: 'Room 4' });
  });

  it('says that a colleague was quicker', async () => {
    const id = await arrived(outlookRequest());
    const tom = await test.signIn('Tom Price', ['coordinator'], ['slough']);
    await tom.post(`/inbox/${id}/reject`, { reason: 'Not ours' }, `/inbox/${id}`);
    const late = await priya.post(`/inbox/${id}/reject`, { reason: 'Spam' }, `/inbox/${id}`);
    expect(late.status).toBe(409);
    expect(await row(test.db.reader, 'select reject_reason from candidate')).toEqual({ rejectReason: 'Not ours' });
  });

  it('refuses a forged form', async () => {
    const id = await arrived(outlookRequest());
    expect((await priya.forged(`/inbox/${id}/reject`, { reason: 'x' })).status).toBe(403);
    expect(await row(test.db.reader, 'select state from candidate')).toEqual({ state: 'waiting' });
  });
});

describe('a conference that is already recorded', () => {
  it('is named when its calendar entry is the same, with where to move it', async () => {
    const first = await arrived(outlookRequest());
    const typed = filled(await priya.get(`/inbox/${first}`));
    await priya.post(`/inbox/${first}/confirm`, typed, `/inbox/${first}`);
    const moved = outlookRequest({ sequence: 1, messageId: '<req-2@slough.example>' }).replaceAll(
      '20261201T',
      '20261202T',
    );
    const second = await arrived(moved);
    const page = await priya.get(`/inbox/${second}`);
    expect(notices(page).join()).toContain('This message changes TV-26-000001, which is already recorded');
    const mover = page.$('a[href^="/conferences/TV-26-000001/move?"]');
    expect(mover.text()).toBe('Change something first');
    const form = await priya.get(mover.attr('href')!);
    expect(['date', 'start', 'end', 'reason'].map((name) => form.$(`#${name}`).val())).toEqual([
      '2/12/2026',
      '10:00',
      '11:30',
      'Moved by the local authority',
    ]);
    expect(page.$('details:not([open])').text()).toContain('It is another conference: record it');

    await priya.post(`/inbox/${second}/reject`, { same: 'TV-26-000001', reason: '' }, `/inbox/${second}`);
    expect(await row(test.db.reader, 'select reject_reason from candidate where id = $1', [second])).toEqual({
      rejectReason: 'Same as TV-26-000001.',
    });
  });

  it('is named when its LA meeting id is the same, and is not recorded again', async () => {
    const { reference } = await given(test).conference({ hubCode: 'slough', laMeetingId: 'SBC-CP-771' });
    const id = await arrived(outlookRequest());
    const opened = await priya.get(`/inbox/${id}`);
    expect(notices(opened)[0]).toContain('The same meeting of the local authority: ICPC in Slough');
    const page = await priya.post(`/inbox/${id}/confirm`, filled(opened), `/inbox/${id}`);
    expect(page.status).toBe(422);
    expect(summary(page)).toEqual([['#laMeetingId', `The LA meeting id SBC-CP-771 already belongs to ${reference}`]]);
    expect(page.$('details[open]').text()).toContain('It is another conference: record it');
  });

  it('takes the message as a further invitation to it, and keeps where it came from', async () => {
    const { reference } = await given(test).conference({ hubCode: 'slough', laMeetingId: 'SBC-CP-771' });
    const id = await arrived(outlookRequest());
    const opened = await priya.get(`/inbox/${id}`);
    expect(opened.$('main form button[name=onto]').attr('value')).toBe(reference);
    const answer = await priya.post(`/inbox/${id}/confirm`, { onto: reference }, `/inbox/${id}`);
    expect(answer).toMatchObject({ status: 303, location: '/inbox' });
    const settled = `select d.state, d.decided_by, c.reference, i.channel, i.candidate_id, i.la_calendar_uid is not null as has_uid
      from candidate d join conference c on c.id = d.conference_id join invitation i on i.candidate_id = d.id where d.id = $1`;
    expect(await row(test.db.reader, settled, [id])).toEqual({
      state: 'confirmed',
      decidedBy: 'Priya Shah',
      reference,
      channel: 'mail',
      candidateId: id,
      hasUid: true,
    });
    expect(await trail('candidate.confirmed')).toMatchObject([{ actor: 'Priya Shah', detail: { candidateId: id } }]);
    expect(await conferences()).toHaveLength(1);
    const again = await priya.post(`/inbox/${id}/confirm`, { onto: reference }, '/inbox');
    expect(again.status).toBe(409);
  });

  it("adds a message to no other hub's conference", async () => {
    const { reference } = await given(test).conference({ hubCode: 'slough' });
    const id = await arrived(letter('clerk@nowhere.example', 'Meeting ID: X-1'));
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.post(`/inbox/${id}/confirm`, { onto: reference }, '/inbox')).status).toBe(404);
    expect(await row(test.db.reader, 'select state from candidate')).toEqual({ state: 'waiting' });
  });

  it('offers a conference that shares a child, and asks before it records another', async () => {
    const children = [
      { laChildId: '4471093', policeReference: null, initials: null, bornYear: null, expectedOn: null },
    ];
    const { reference } = await given(test).conference({ children });
    const id = await arrived(
      letter('cp@reading.example', 'Kind: ICPC\nDate: 8 December 2026\nTime: 10:00 - 11:30\nChild ID: 4471093'),
    );
    const typed = { ...filled(await priya.get(`/inbox/${id}`)), hub: 'reading', kind: 'icpc' };
    const page = await priya.post(`/inbox/${id}/confirm`, typed, `/inbox/${id}`);
    expect(page.status).toBe(422);
    expect(summary(page).map(([href]) => href)).toEqual(['#another']);
    expect(page.$('button[name=onto]').attr('value')).toBe(reference);
    const both = { ...typed, another: 'yes', alike: reference };
    expect((await priya.post(`/inbox/${id}/confirm`, both, `/inbox/${id}`)).status).toBe(303);
  });

  it('takes no reference for a reason that is none', async () => {
    const id = await arrived(outlookRequest());
    expect((await priya.post(`/inbox/${id}/reject`, { same: 'whatever' }, `/inbox/${id}`)).status).toBe(422);
  });
});

it('tells of another message about the same meeting that waits too', async () => {
  const first = await arrived(outlookRequest());
  const second = await arrived(
    outlookRequest({ sequence: 1, messageId: '<2@slough.example>' }),
    '2026-11-19T12:00:00Z',
  );
  expect(notices(await priya.get(`/inbox/${first}`))[0]).toMatch(
    /^A newer message about the same meeting is waiting too/,
  );
  expect(lines(await priya.get('/inbox')).map((cells) => cells.at(-1))).toEqual(['New', 'Same meeting as above']);
  const page = await priya.get(`/inbox/${second}`);
  expect(notices(page)[0]).toMatch(/^An older message about the same meeting is waiting too/);
  expect(page.$(`main .cct-notice a[href="/inbox/${first}"]`)).toHaveLength(1);
});
