/** Draws the conclusions that are certain: what an outcome makes us expect, and what an invitation settles. */
import type { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { reviewAfter, reviewAfterBirthDueBy } from '../conferences/statutory-clocks.js';
import type { Tx } from '../database/transaction.js';
import { certainMatch, decideChange, inviteByFor, type Expectation, type ExpectationChange } from './expectation.js';
import { chainBefore, linkToPrevious, saveSettled } from './expectation.queries.js';
import {
  addReviews,
  candidatesFor,
  changedOutcomes,
  lockOpen,
  metByVoided,
  outcomesWithoutExpectation,
  saveDue,
  type ChangedOutcome,
  type ExpectedReview,
  type OutcomeWithPlan,
} from './settling.queries.js';

/**
 * Everything that can be told of these conferences, or of all of them (null), in the transaction of the change to them.
 * Asks what is owed now, so that it does not matter by which way a conference came to be or was changed.
 * @returns how many expectations were written or changed
 */
export async function settleExpectations(
  tx: Tx,
  surroundings: Surroundings,
  only: readonly number[] | null,
): Promise<number> {
  const written = await expectReviews(tx, surroundings, only);
  const changed = await followOutcomes(tx, surroundings, only);
  const reopened = await reopenVoided(tx, surroundings, only);
  const fresh = [...written, ...reopened];
  const met = await meetInvitations(tx, surroundings, {
    conferences: only,
    expectations: only === null ? null : fresh,
  });
  return written.length + changed + reopened.length + met;
}

/** Of conferences that have just come to be: which expectations they settle. */
export const meetExpected = (tx: Tx, surroundings: Surroundings, conferences: readonly number[]): Promise<number> =>
  meetInvitations(tx, surroundings, { conferences, expectations: null });

/** Of one expectation that has just been told of: whether its invitation is here already. */
export const settleOne = (tx: Tx, surroundings: Surroundings, id: number): Promise<number> =>
  meetInvitations(tx, surroundings, { conferences: null, expectations: [id] });

async function expectReviews(
  tx: Tx,
  surroundings: Surroundings,
  only: readonly number[] | null,
): Promise<readonly number[]> {
  const now = surroundings.now();
  const outcomes = await outcomesWithoutExpectation(tx, only, now);
  if (outcomes.length === 0) return [];
  const reviews = outcomes.map((outcome) => ({ ...outcome, ...dueAfter(surroundings, outcome) }));
  const made = await addReviews(tx, reviews, { name: theTracker.name, at: now });
  const byId = new Map<number, ExpectedReview>(reviews.map((review) => [review.id, review]));
  for (const { id, previousConferenceId } of made) {
    const review = byId.get(previousConferenceId)!;
    const occasion = { actor: theTracker, at: now, conferenceId: previousConferenceId };
    const detail = { expectationId: id, hub: review.hubCode, kind: 'review', dueOn: review.dueOn.toString() };
    await record(tx, occasion, 'expectation.recorded', { ...detail, source: 'outcome' });
  }
  return made.map(({ id }) => id);
}

/** As the conference set it, or by the clock; after a conference about an unborn child by the birth, where it is known. */
function dueAfter(
  { reference }: Surroundings,
  outcome: Pick<OutcomeWithPlan, 'hubCode' | 'kind' | 'heldOn' | 'nextReviewOn' | 'birthOn'>,
): Pick<ExpectedReview, 'dueOn' | 'dueBy' | 'inviteBy'> {
  const { hubCode, kind, heldOn, nextReviewOn, birthOn } = outcome;
  const { afterBirth, invitationLead: lead } = reference.clocksOf(hubCode);
  const byClock =
    kind === 'pre-birth-icpc' && birthOn !== null
      ? reviewAfterBirthDueBy(birthOn, heldOn, afterBirth, reference.calendar)
      : reviewAfter(kind, heldOn);
  const dueOn = nextReviewOn ?? byClock;
  const inviteBy = inviteByFor('review', { beganOn: heldOn, dueOn }, lead, reference.calendar);
  return { dueOn, dueBy: nextReviewOn === null ? 'clock' : 'set', inviteBy };
}

async function followOutcomes(tx: Tx, surroundings: Surroundings, only: readonly number[] | null): Promise<number> {
  const changed = await changedOutcomes(tx, only);
  let followed = 0;
  for (const one of changed) if (await followOutcome(tx, surroundings, one)) followed += 1;
  return followed;
}

/** False when it stands as it should. */
async function followOutcome(tx: Tx, surroundings: Surroundings, one: ChangedOutcome): Promise<boolean> {
  if (one.isVoided || !one.goesOn) {
    const reason = one.isVoided ? 'entered-twice' : 'plan-ended';
    return apply(tx, surroundings, one, { kind: 'close', reason, note: null });
  }
  const due = dueAfter(surroundings, { ...one, kind: one.previousKind });
  const isSame = due.dueOn.equals(one.dueOn) && due.dueBy === one.dueBy && one.heldOn.equals(one.beganOn);
  if (isSame) return false;
  await saveDue(tx, { id: one.id, beganOn: one.heldOn, ...due });
  const occasion = { actor: theTracker, at: surroundings.now(), conferenceId: one.previousConferenceId };
  const inviteBy = { before: one.inviteBy.toString(), after: due.inviteBy.toString() };
  const detail = { expectationId: one.id, before: one.dueOn.toString(), after: due.dueOn.toString() };
  await record(tx, occasion, 'expectation.due-changed', { ...detail, inviteBy });
  return true;
}

async function reopenVoided(
  tx: Tx,
  surroundings: Surroundings,
  only: readonly number[] | null,
): Promise<readonly number[]> {
  const voided = await metByVoided(tx, only);
  for (const one of voided) {
    await apply(tx, surroundings, one, { kind: 'reopen', reason: 'Its conference was voided' });
  }
  return voided.map(({ id }) => id);
}

async function meetInvitations(
  tx: Tx,
  surroundings: Surroundings,
  which: { readonly conferences: readonly number[] | null; readonly expectations: readonly number[] | null },
): Promise<number> {
  const pairs = await candidatesFor(tx, which);
  if (pairs.length === 0) return 0;
  const candidates = Map.groupBy(pairs, ({ expectationId }) => expectationId);
  let met = 0;
  for (const expectation of await lockOpen(tx, [...candidates.keys()])) {
    const conference = certainMatch(expectation, candidates.get(expectation.id) ?? []);
    if (conference === null) continue;
    const chain = await chainBefore(tx, expectation.previousConferenceId);
    if (
      await apply(tx, surroundings, expectation, { kind: 'match', conference, by: 'the-tracker', chainBefore: chain })
    ) {
      met += 1;
    }
  }
  return met;
}

/** Saves what a change makes of one that is locked, and tells the trail; false when the rules refuse it. */
async function apply(
  tx: Tx,
  surroundings: Surroundings,
  expectation: Expectation,
  change: ExpectationChange,
): Promise<boolean> {
  const decided = decideChange(expectation, change);
  if (!decided.ok) return false;
  const at = surroundings.now();
  // A note says that a person opened it again, and then its outcome is followed no more.
  const settled = change.kind === 'reopen' ? { ...decided.value, note: null } : decided.value;
  await saveSettled(tx, expectation, settled, { name: theTracker.name, at });
  const { conferenceId, state } = decided.value;
  const { previousConferenceId } = expectation;
  if (change.kind === 'match' && conferenceId !== null && previousConferenceId !== null) {
    await linkToPrevious(tx, conferenceId, previousConferenceId);
  }
  const about = conferenceId ?? expectation.conferenceId ?? previousConferenceId;
  const reason = change.kind === 'close' || change.kind === 'reopen' ? change.reason : null;
  const detail = { expectationId: expectation.id, before: expectation.state, after: state, reason };
  await record(tx, { actor: theTracker, at, conferenceId: about }, 'expectation.settled', detail);
  return true;
}
