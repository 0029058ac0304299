import { rows } from '../../src/database/sql.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { ParticipationService } from '../../src/participation/participation.service.js';
import { QualityService } from '../../src/quality/quality.service.js';
import { testApi, type TestApi } from '../support/api.js';
import type { Browser } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApi;
let sam: Browser;
let adaId: number;
let reference: string;
let hour = 0;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  adaId = (await given(test).attendee('Ada Okafor')).id;
});
afterAll(() => test.stop());
beforeEach(async () => {
  test.clock.set('2026-11-20T09:00:00Z');
  const startsAt = Temporal.Instant.from('2026-11-30T09:30:00Z').add({ minutes: hour++ });
  const slot = { startsAt, endsAt: startsAt.add({ minutes: 90 }), confirmed: true, anotherThan: 'any' as const };
  reference = (await given(test).conference(slot)).reference;
  test.clock.set('2026-12-02T12:00:00Z');
  sam = await test.signIn('Sam Lee', ['supervisor'], ['reading']);
});

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const url = () => `/conferences/${reference}/quality`;
const ALL = { 'met-analysis': 'yes', 'met-voice-of-child': 'yes', 'met-threshold-view': 'yes' };
const typed = (over: object = {}) => ({ basis: 'minutes', ...ALL, seen: '0', ...over });
const attended = async () => {
  const recorded = await test.app.get(ParticipationService).record(await given(test).coordinator(), reference, {
    outcome: 'attended',
    mode: 'video',
    attendedById: adaId,
    presentAtDecision: true,
    attribution: null,
    reason: null,
    reasonNote: null,
    correction: null,
  });
  expect(recorded.ok).toBe(true);
};
const standing = async () => {
  const [found] = await rows<{ counts: string[]; met: string[] }>(
    test.db.reader,
    'select m.counts, m.met from measure m join conference c on c.id = m.conference_id where c.reference = $1',
    [reference],
  );
  return `${found!.counts.includes('F1') ? 'counts' : 'not'} ${found!.met.includes('F1') ? 'good' : '-'}`;
};
const drift = async () => (await verifyMeasures(test.db, test.surroundings.counting)).drift;

it('is sampled, recorded, counted at once, corrected with a reason from the list, and nothing drifts', async () => {
  await attended();
  const sample = await sam.get('/quality');
  expect(words(sample.$(`#${reference}`).text())).toContain('Attended by Ada Okafor');
  expect(await standing()).toBe('not -');
  expect(await sam.post(url(), typed())).toMatchObject({ status: 303, location: '/quality' });
  expect(await standing()).toBe('counts good');
  expect(await drift()).toEqual([]);
  const after = await sam.get('/quality');
  expect(after.$(`#${reference}`)).toHaveLength(0);
  expect(words(after.$('[role=status]').text())).toContain('Recorded: Good; judged by the minutes of the conference.');
  const wanting = { 'met-analysis': 'no', seen: '1' };
  const silent = await sam.post(url(), typed(wanting));
  expect(silent.status).toBe(422);
  expect(words(silent.$('.govuk-error-summary').text())).toContain('Say why the audit is corrected');
  expect(silent.$('input[name=met-analysis][value=no]').attr('checked')).toBeDefined();
  expect((await sam.post(url(), typed({ ...wanting, correction: 'read-again' }))).status).toBe(303);
  expect(await standing()).toBe('counts -');
  expect((await sam.post(url(), typed({ seen: '1', correction: 'slip' }))).status).toBe(409);
  expect(await drift()).toEqual([]);
});

it('lets one of two first audits win, and is nobody’s own', async () => {
  await attended();
  const service = test.app.get(QualityService);
  const findings = { analysis: true, 'voice-of-child': true, 'threshold-view': false };
  const audit = async (name: string, attendeeId: number | null = null) => {
    const actor = { ...(await test.actor(name, ['supervisor'], ['reading'])), attendeeId };
    return service.record(actor, reference, { basis: 'observed', findings, correction: null, seen: 0 });
  };
  expect(await audit('Somebody Else', adaId)).toMatchObject({ ok: false, refusal: { kind: 'own-contribution' } });
  const both = await Promise.all([audit('Sam Lee'), audit('Kim Ray')]);
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  expect(await standing()).toBe('counts -');
});

it('is the same for programs, which never record one as a robot', async () => {
  await attended();
  const token = await test.issuer.signed({
    sub: 'sam',
    name: 'Sam Lee',
    email: 'sam.lee@thamesvalley-police.example',
    roles: ['supervisor', 'hub:reading'],
  });
  const program = test.withToken(token);
  const path = `/api/v1/conferences/${reference}/quality-audit`;
  const findings = ['analysis', 'voice-of-child', 'threshold-view'].map((criterion) => ({ criterion, met: true }));
  const put = (body: object, headers = {}) => program.send('PUT', path, { body, headers });
  expect((await program.get(path)).body).toMatchObject({ good: null, version: 0 });
  expect((await program.get('/api/v1/quality-sample')).body.hubs[0].next).toContain(reference);
  expect(await put({ basis: 'report', findings })).toMatchObject({ status: 422 });
  expect(await put({ basis: 'minutes', findings: [...findings, findings[0]] })).toMatchObject({ status: 422 });
  expect(await put({ basis: 'minutes', findings })).toMatchObject({ status: 201, body: { good: true, version: 1 } });
  expect(await put({ basis: 'minutes', findings })).toMatchObject({ status: 409 });
  const stale = { 'if-match': '"7"' };
  expect(await put({ basis: 'minutes', findings, correction: 'slip' }, stale)).toMatchObject({ status: 412 });
  const robot = await test.as('mash-robot');
  expect((await robot.send('PUT', path, { body: { basis: 'minutes', findings } })).status).toBe(403);
  expect(await standing()).toBe('counts good');
});

it('asks why in a published month, and shows nothing of it to coordinators and other hubs', async () => {
  await attended();
  test.clock.set('2027-01-20T12:00:00Z');
  await test.db.transaction((tx) =>
    tx.query(
      `insert into frozen_month (month, definition_version, frozen_at, conferences, document, sha256)
       values ('2026-11-01', '1.0', $1, 0, '{}', encode(sha256('{}'::bytea), 'hex'))`,
      [test.clock.now().toString()],
    ),
  );
  sam = await test.signIn('Sam Lee', ['supervisor'], ['reading']);
  const late = await sam.post(url(), typed());
  expect(late.status).toBe(422);
  expect(words(late.$('.govuk-error-summary').text())).toContain('Say why the audit comes only now');
  expect((await sam.post(url(), typed({ correction: 'late-sample' }))).status).toBe(303);
  for (const [name, role, hub] of [
    ['Priya Shah', 'coordinator', 'reading'],
    ['Tess Ward', 'supervisor', 'slough'],
    ['Ada Okafor', 'attendee', 'reading'],
  ] as const) {
    const browser = await test.signIn(name, [role], [hub]);
    expect((await browser.get(url())).status).toBe(404);
    expect((await browser.post(url(), typed())).status).toBe(404);
  }
  const colin = await test.signIn('Colin Reeve', ['auditor']);
  expect((await colin.get(url())).$('form[action$="/quality"]')).toHaveLength(0);
  expect((await colin.post(url(), typed())).status).toBe(404);
});
