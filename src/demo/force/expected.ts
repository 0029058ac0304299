import type { ReferenceData } from '../../../config/reference-data.js';
import { theTracker } from '../../access/actor.js';
import { record } from '../../audit/record.js';
import { addChallenge, saveStep, type NewChallenge } from '../../challenge/challenge.queries.js';
import { beginStage, decideStep, type Challenge } from '../../challenge/challenge.js';
import { rows, run } from '../../database/sql.js';
import type { Tx } from '../../database/transaction.js';
import { addTold } from '../../expectations/expectation.queries.js';
import { readTelling } from '../../expectations/told.js';
import { londonDate, londonInstant } from '../../kernel/london.js';
import { addWorkingDays } from '../../kernel/working-time.js';

const HUBS = ['reading', 'slough'];

/** What outcomes of the last months said of plans, so that reviews are expected: the first turn of work draws the conclusions. */
export async function sayPlans(tx: Tx, now: Temporal.Instant): Promise<void> {
  await run(
    tx,
    `update child k set plan_result = case when c.kind in ('icpc', 'pre-birth-icpc', 'transfer-in') then 'made' else 'continues' end
     from conference c join sitting s on s.conference_id = c.id join participation p on p.sitting_id = s.id
     where k.conference_id = c.id and c.state = 'held' and c.hub_code = any($1) and s.starts_at between $2 and $3`,
    [HUBS, now.subtract({ hours: 24 * 130 }), now.subtract({ hours: 24 * 20 })],
  );
}

/** Strategy discussions whose invitations have not come: one still to wait for, one to ask for, one past its day. */
export async function tellStrategyDiscussions(tx: Tx, reference: ReferenceData, now: Temporal.Instant): Promise<void> {
  const [today, calendar] = [londonDate(now), reference.calendar];
  const told = [
    { hub: 'reading', ago: 3, laReference: 'RBC-S47-9041', childIds: '990411 990412' },
    { hub: 'reading', ago: 12, laReference: 'RBC-S47-9017', childIds: '990171' },
    { hub: 'slough', ago: 18, laReference: 'SBC-S47-2208', childIds: '992208' },
  ];
  for (const { ago, ...one } of told) {
    const beganOn = addWorkingDays(today, -ago, calendar);
    const read = readTelling(
      { ...one, origin: '', beganOn: beganOn.toString(), expectedOn: '' },
      {
        today,
        calendar,
        isHub: (code) => reference.hub(code) !== undefined,
        leadOf: (code) => reference.clocksOf(code).invitationLead,
        confirmed: true,
      },
    );
    if (!read.ok) throw new Error(read.problem.sentence);
    const id = await addTold(tx, read.value, { source: 'csv', recordedBy: 'Priya Shah', recordedAt: now });
    const detail = {
      expectationId: id!,
      hub: one.hub,
      kind: read.value.kind,
      dueOn: read.value.dueOn.toString(),
      source: 'csv',
    };
    await record(tx, { actor: theTracker, at: now }, 'expectation.recorded', detail);
  }
}

/** Late invitations that were challenged: one waits for an answer for too long, one was agreed. */
export async function raiseChallenges(tx: Tx, reference: ReferenceData, now: Temporal.Instant): Promise<void> {
  const late = await rows<{ id: number; hubCode: string }>(
    tx,
    `select c.id, c.hub_code from conference c join sitting s on s.conference_id = c.id
     where c.hub_code = any($1) and c.state = 'held' and c.kind = 'icpc' and s.starts_at < $2
       and (select i.notice_days from invitation i where i.conference_id = c.id order by i.received_at limit 1) < 5
     order by s.starts_at desc, c.id limit 2`,
    [HUBS, now],
  );
  for (const [i, { id, hubCode }] of late.entries())
    await raiseOne(tx, reference, now, { id, hubCode, isAgreed: i === 1 });
}

async function raiseOne(
  tx: Tx,
  reference: ReferenceData,
  now: Temporal.Instant,
  { id, hubCode, isAgreed }: { readonly id: number; readonly hubCode: string; readonly isAgreed: boolean },
): Promise<void> {
  const [procedure, calendar] = [reference.challenges.of(hubCode), reference.calendar];
  const begunOn = addWorkingDays(londonDate(now), -8, calendar);
  const stage = { ...beginStage(procedure, 1, begunOn, calendar), letterSentOn: begunOn };
  const raisedAt = londonInstant(begunOn, new Temporal.PlainTime(10, 15));
  const challenge: NewChallenge = {
    hubCode,
    about: 'late-invitation',
    conferenceId: id,
    expectationId: null,
    procedure: procedure.code,
    procedureVersion: reference.editions['challenge-procedures'].version,
    raisedBy: 'Priya Shah',
    raisedAt,
    stage,
  };
  const challengeId = await addChallenge(tx, challenge);
  const detail = { challengeId, about: challenge.about, procedure: procedure.code, dueOn: stage.dueOn.toString() };
  await record(tx, { actor: theTracker, at: raisedAt, conferenceId: id }, 'challenge.raised', detail);
  if (!isAgreed) return;
  const answeredOn = addWorkingDays(begunOn, 2, calendar);
  const kept: Challenge = { ...challenge, id: challengeId, state: 'open', outcome: null, version: 1, stages: [stage] };
  const step = {
    kind: 'answer',
    answer: 'agreed',
    note: 'Invitations go to the hub mailbox on the day of booking.',
  } as const;
  const decided = decideStep(kept, step, { procedure, calendar, today: answeredOn, by: 'Priya Shah' });
  if (!decided.ok) throw new Error(decided.refusal.kind);
  await saveStep(tx, challengeId, decided.value, {
    name: 'Priya Shah',
    at: londonInstant(answeredOn, new Temporal.PlainTime(14, 0)),
  });
}
