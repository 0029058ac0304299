import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { ChangesService } from '../changes/changes.service.js';
import { currentSitting, lockConference, type Sitting } from '../conferences/conference.queries.js';
import type { Tx } from '../database/transaction.js';
import { rowName } from '../imports/list.js';
import { byHand, InvitationsService } from '../invitations/invitations.service.js';
import { formatDate, londonDate } from '../kernel/london.js';
import { addMissingChildren, giveMeetingId, nextVersion } from './completing.queries.js';
import { eraseFile } from './erasing.js';
import type { Import } from './import.js';
import { auditMark, type Settlement } from './import.queries.js';
import { rowsToCarryOut, saveOutcomes, type Before, type Outcome } from './import-row.queries.js';
import { knownInHub } from './known.queries.js';
import type { OnProgress } from './previewing.service.js';
import { refusedWords } from './refused-words.js';
import { RememberingService } from './remembering.service.js';
import { invitationIn, newChild, sittingAfter, stepOf, type RowResult, type Step, type World } from './row-step.js';

type StepThat<Does extends Step['does']> = Extract<Step, { does: Does }> & { readonly ofRow: number };

const ROWS_TOGETHER = 1000;
const ONLY_PEOPLE = 'Only a person changes a recorded conference: a coordinator carries this out.';

/** One plan being carried out, in its transaction. */
interface Run {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly list: Import;
  readonly world: World;
  /** The conferences that rows became or changed. */
  readonly conferences: Map<number, number>;
  readonly counted: Record<RowResult, number>;
}

const notDone = (row: number, result: 'left' | 'overtaken' | 'refused', why: string): Outcome => ({
  row,
  result,
  why,
  conferenceId: null,
  before: null,
});
const does =
  <D extends Step['does']>(what: D) =>
  (step: Step & { readonly ofRow: number }): step is StepThat<D> =>
    step.does === what;

/** Carries out exactly the plan that was kept, as far as the world is still the one it was made for. */
@Injectable()
export class CarryingOutService {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly invitations: InvitationsService,
    private readonly changes: ChangesService,
    private readonly remembering: RememberingService,
  ) {}

  /** All in one transaction: a crash leaves nothing behind, and the next turn begins again. */
  async carryOut(tx: Tx, actor: Actor, list: Import, onProgress: OnProgress): Promise<Settlement> {
    const run: Run = {
      tx,
      actor,
      list,
      world: await knownInHub(tx, list.hubCode),
      conferences: new Map(),
      counted: { created: 0, updated: 0, joined: 0, left: 0, overtaken: 0, refused: 0, undone: 0, kept: 0 },
    };
    const joins: StepThat<'join'>[] = [];
    const { create = 0, update = 0, conflict = 0, unchanged = 0 } = list.summary?.counts ?? {};
    const total = Math.max(1, create + update + conflict + unchanged);
    let done = 0;
    for await (const rows of rowsToCarryOut(tx, list.id, ROWS_TOGETHER)) {
      const steps = rows.map((row) => ({ ...stepOf(row, run.world), ofRow: row.row }));
      await this.note(run, [
        ...(await this.record(run, steps.filter(does('record')))),
        ...(await this.remember(run, steps.filter(does('remember')))),
        ...(await this.change(run, steps.filter(does('change')))),
        ...steps.filter(does('not')).map(({ ofRow, result, why }) => notDone(ofRow, result, why)),
      ]);
      this.rememberKnown(run, rows);
      joins.push(...steps.filter(does('join')));
      done += rows.length;
      onProgress(Math.min(99, Math.floor((done / total) * 100)));
    }
    await this.note(run, await this.join(run, joins));
    return this.finish(run);
  }

  private async finish({ tx, actor, list, counted }: Run): Promise<Settlement> {
    const now = this.surroundings.now();
    const { created, updated, joined, left, overtaken, refused } = counted;
    const outcome = { created, updated, joined, notDone: left + overtaken + refused };
    // Rows that were left are looked at again from the file.
    if (outcome.notDone === 0) await eraseFile(tx, list.id, 'carried-out', now);
    await record(tx, { actor, at: now }, 'import.carried-out', { importId: list.id, ...outcome });
    return { state: 'done', settled: { carriedOutAt: now, auditMark: await auditMark(tx) } };
  }

  private async note(run: Run, outcomes: readonly Outcome[]): Promise<void> {
    for (const { row, result, conferenceId } of outcomes) {
      run.counted[result] += 1;
      if (conferenceId !== null) run.conferences.set(row, conferenceId);
    }
    await saveOutcomes(run.tx, run.list.id, outcomes);
  }

  private async record(run: Run, steps: readonly StepThat<'record'>[]): Promise<readonly Outcome[]> {
    const given = steps.map(({ conference }) => invitationIn(conference, run.list));
    const decided = await this.invitations.recordManyIn(run.tx, run.actor, given, byHand);
    return steps.map(({ ofRow }, i): Outcome => {
      const one = decided[i]!;
      if (!one.ok) return notDone(ofRow, 'refused', refusedWords(one.refusal));
      return { row: ofRow, result: 'created', why: null, conferenceId: one.value.id, before: null };
    });
  }

  private async remember(
    { tx, actor, list }: Run,
    steps: readonly StepThat<'remember'>[],
  ): Promise<readonly Outcome[]> {
    const given = steps.map(({ ofRow, conference, past }) => ({ row: ofRow, conference, past }));
    const kept = await this.remembering.rememberManyIn(tx, actor, list, given);
    return steps.map(({ ofRow }, i): Outcome => {
      const one = kept[i]!;
      if ('why' in one) return notDone(ofRow, 'refused', one.why);
      return { row: ofRow, result: 'created', why: null, conferenceId: one.id, before: null };
    });
  }

  private async change(run: Run, steps: readonly StepThat<'change'>[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const step of steps) outcomes.push(await this.changeOne(run, step));
    return outcomes;
  }

  private async changeOne(run: Run, step: StepThat<'change'>): Promise<Outcome> {
    const { tx, actor } = run;
    if (!mayAtAll(actor, 'conference.change')) return notDone(step.ofRow, 'left', ONLY_PEOPLE);
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), step.reference);
    // Locked only now: somebody may have been quicker than the look at the whole hub.
    if (conference === null || conference.version !== step.version)
      return notDone(step.ofRow, 'overtaken', `${step.reference} was changed since the preview.`);
    const sitting = await currentSitting(tx, conference.id);
    const moved = await this.move(run, step, sitting);
    if (moved !== null) return notDone(step.ofRow, 'refused', moved);
    const completed = await this.complete(run, conference.id, {
      meetingId: step.changes.some(({ what }) => what === 'meetingId') ? step.conference.meetingId : null,
      children: step.changes.some(({ what }) => what === 'children') ? step.conference.children : [],
    });
    const before = { ...(step.changes.some(isMove) ? { sitting: asItStood(sitting) } : {}), ...completed };
    return { row: step.ofRow, result: 'updated', why: null, conferenceId: conference.id, before };
  }

  /** Null when it was moved or nothing of its sitting changes; else why it was not. */
  private async move(run: Run, step: StepThat<'change'>, sitting: Sitting): Promise<string | null> {
    const { reference, version, conference, changes } = step;
    if (!changes.some(isMove)) return null;
    const received = formatDate(londonDate(run.list.receivedAt));
    const moved = await this.changes.moveIn(run.tx, run.actor, reference, {
      to: sittingAfter(sitting, conference, changes),
      reason: `In the list of the local authority of ${received}`,
      confirmed: true,
      version,
    });
    return moved.ok ? null : refusedWords(moved.refusal);
  }

  /** What a conference lacked: its meeting id, a child. */
  private async complete(
    { tx, actor, list }: Run,
    conferenceId: number,
    { meetingId, children }: Pick<StepThat<'record'>['conference'], 'meetingId' | 'children'>,
  ): Promise<Before> {
    const childIds = children.length === 0 ? [] : await addMissingChildren(tx, conferenceId, children.map(newChild));
    const meetingIdGiven = meetingId !== null && (await giveMeetingId(tx, conferenceId, meetingId)) > 0;
    if (childIds.length === 0 && !meetingIdGiven) return {};
    await nextVersion(tx, conferenceId);
    const detail = { importId: list.id, meetingId, children: childIds.length, undone: false };
    await record(tx, { actor, at: this.surroundings.now(), conferenceId }, 'conference.completed', detail);
    return { childIds, meetingIdGiven };
  }

  private async join(run: Run, steps: readonly StepThat<'join'>[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const { ofRow, row, children } of steps) {
      const conferenceId = run.conferences.get(row);
      if (conferenceId === undefined) {
        outcomes.push(notDone(ofRow, 'left', `Row ${rowName(row)}, which it belongs to, was not carried out.`));
        continue;
      }
      const before = await this.complete(run, conferenceId, { meetingId: null, children });
      outcomes.push({ row: ofRow, result: 'joined', why: null, conferenceId, before });
    }
    return outcomes;
  }

  /** A sibling may join a conference that was recorded before and is not changed by this list. */
  private rememberKnown(run: Run, rows: readonly { row: number; action: string; plan: { known: unknown } }[]): void {
    if (!mayAtAll(run.actor, 'conference.change')) return;
    for (const { row, action, plan } of rows) {
      if (action !== 'unchanged' || plan.known === null || run.conferences.has(row)) continue;
      const { reference } = plan.known as { readonly reference: string };
      const id = run.world.idOf(reference);
      if (id !== undefined) run.conferences.set(row, id);
    }
  }
}

const MOVES: readonly string[] = ['start', 'end', 'mode', 'venue'];
const isMove = ({ what }: { readonly what: string }): boolean => MOVES.includes(what);

const asItStood = ({ startsAt, endsAt, mode, venue, joinLink }: Sitting): Before['sitting'] => ({
  startsAt: startsAt.toString(),
  endsAt: endsAt.toString(),
  mode,
  venue,
  joinLink,
});
