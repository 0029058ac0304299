import { Injectable, NotFoundException } from '@nestjs/common';
import type { ChallengeProcedure } from '../../config/challenge-procedures.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { expectationWithin, type KeptExpectation } from '../expectations/expectation.queries.js';
import { standingOf } from '../expectations/expectation.js';
import { isConferenceReference } from '../kernel/ids.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { challengeLetter, challengeLetterName } from './challenge-letter.js';
import {
  beginStage,
  challengeable,
  currentStage,
  decideStep,
  refuseChallenge,
  type Challenged,
  type ChallengeStep,
  type StepRefusal,
} from './challenge.js';
import {
  addChallenge,
  challengesAround,
  challengeWithin,
  listChallenges,
  lockChallenge,
  saveStep,
  subjectConference,
  subjectConferenceById,
  type ChallengeFilter,
  type KeptChallenge,
  type SubjectConference,
} from './challenge.queries.js';

/** What is challenged: a conference, or one that was expected and did not come. */
export interface Named {
  readonly conference: string | null;
  readonly expectation: number | null;
}

export interface Subject {
  readonly hubCode: string;
  readonly conference: SubjectConference | null;
  readonly expectation: KeptExpectation | null;
  readonly may: readonly Challenged[];
}

export type RaiseRefusal =
  | { readonly kind: 'nothing-to-challenge'; readonly sentence: string }
  /** One about the same is open. */
  | { readonly kind: 'open-already' };

export type SteppedRefusal = StepRefusal | { readonly kind: 'changed-meanwhile'; readonly version: number };

/** Raises challenges and takes them from stage to stage. Letters are drafted here and sent by people. */
@Injectable()
export class ChallengesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  get today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }

  list(
    actor: Actor,
    filter: Omit<ChallengeFilter, 'hubs'>,
    after: number | null,
    count: number,
  ): Promise<KeptChallenge[]> {
    const hubs = this.hubsOf(actor, 'challenge.read');
    return this.db.transaction(async (tx) => {
      const found = await listChallenges(tx, { ...filter, hubs }, after, count);
      await this.looked(tx, actor, 'challenges', found);
      return found;
    });
  }

  /** @throws NotFoundException when it is absent or out of reach */
  one(actor: Actor, id: number): Promise<KeptChallenge> {
    const hubs = this.hubsOf(actor, 'challenge.read');
    return this.db.transaction(async (tx) => {
      const found = await challengeWithin(tx, hubs, id);
      if (found === null) throw new NotFoundException();
      await this.looked(tx, actor, `challenges/${id}`, [found]);
      return found;
    });
  }

  /** What could be challenged. @throws NotFoundException when it is absent or out of reach */
  subject(actor: Actor, named: Named): Promise<Subject> {
    return this.subjectIn(this.db.reader, this.hubsOf(actor, 'challenge.change'), named);
  }

  async raise(actor: Actor, named: Named, about: Challenged): Promise<Decided<KeptChallenge, RaiseRefusal>> {
    try {
      return await this.db.transaction((tx) => this.raiseIn(tx, actor, named, about));
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'challenge_conference_key' || constraint === 'challenge_expectation_key')
        return refused({ kind: 'open-already' });
      throw error;
    }
  }

  /** As `raise`, as part of a larger transaction: one that is open already is looked for first. */
  async raiseOnceIn(
    tx: Tx,
    actor: Actor,
    named: Named,
    about: Challenged,
  ): Promise<Decided<KeptChallenge, RaiseRefusal>> {
    const { conference, expectation } = await this.subjectIn(tx, this.hubsOf(actor, 'challenge.change'), named);
    const known = { conferenceId: conference?.id ?? null, expectationId: expectation?.id ?? null };
    const open = (await challengesAround(tx, known)).some((one) => one.state === 'open' && one.about === about);
    return open ? refused({ kind: 'open-already' }) : this.raiseIn(tx, actor, named, about);
  }

  private async raiseIn(
    tx: Tx,
    actor: Actor,
    named: Named,
    about: Challenged,
  ): Promise<Decided<KeptChallenge, RaiseRefusal>> {
    const hubs = this.hubsOf(actor, 'challenge.change');
    const subject = await this.subjectIn(tx, hubs, named);
    const sentence = refuseChallenge(about, this.factsOf(subject), this.surroundings.reference.limits);
    if (sentence !== null) return refused({ kind: 'nothing-to-challenge', sentence });
    const { reference } = this.surroundings;
    const procedure = reference.challenges.of(subject.hubCode);
    const stage = beginStage(procedure, 1, this.today, reference.calendar);
    const at = this.surroundings.now();
    const id = await addChallenge(tx, {
      hubCode: subject.hubCode,
      about,
      conferenceId: subject.conference?.id ?? null,
      expectationId: subject.expectation?.id ?? null,
      procedure: procedure.code,
      procedureVersion: reference.editions['challenge-procedures'].version,
      raisedBy: actor.name,
      raisedAt: at,
      stage,
    });
    const detail = { challengeId: id, about, procedure: procedure.code, dueOn: stage.dueOn.toString() };
    await record(tx, { actor, at, conferenceId: subject.conference?.id ?? null }, 'challenge.raised', detail);
    return accepted((await challengeWithin(tx, hubs, id))!);
  }

  /** `version` is the one that was looked at. */
  step(
    actor: Actor,
    id: number,
    version: number,
    step: ChallengeStep,
  ): Promise<Decided<KeptChallenge, SteppedRefusal>> {
    return this.db.transaction(async (tx): Promise<Decided<KeptChallenge, SteppedRefusal>> => {
      const hubs = this.hubsOf(actor, 'challenge.change');
      const challenge = await lockChallenge(tx, hubs, id);
      if (challenge === null) throw new NotFoundException();
      if (challenge.version !== version) return refused({ kind: 'changed-meanwhile', version: challenge.version });
      const { calendar } = this.surroundings.reference;
      const ground = { procedure: this.procedureOf(challenge), calendar, today: this.today, by: actor.name };
      const decided = decideStep(challenge, step, ground);
      if (!decided.ok) return decided;
      const at = this.surroundings.now();
      await saveStep(tx, id, decided.value, { name: actor.name, at });
      const { stage, state } = decided.value;
      const what = step.kind === 'answer' ? step.answer : step.kind;
      const detail = { challengeId: id, stage: stage.number, step: what, state };
      await record(tx, { actor, at, conferenceId: challenge.conferenceId }, 'challenge.stepped', detail);
      return accepted((await challengeWithin(tx, hubs, id))!);
    });
  }

  /** The letter of the stage it is at. */
  async letter(
    actor: Actor,
    id: number,
  ): Promise<{ readonly challenge: KeptChallenge; readonly text: string; readonly fileName: string }> {
    this.hubsOf(actor, 'challenge.change');
    const challenge = await this.one(actor, id);
    const { conferenceId, expectationId, hubCode } = challenge;
    const hub = this.surroundings.hubOf(challenge);
    const stage = currentStage(challenge);
    const text = challengeLetter({
      id,
      about: challenge.about,
      stage,
      before: challenge.stages.filter((one) => one.number < stage.number),
      procedureName: this.procedureOf(challenge).name,
      localAuthority: hub.localAuthority,
      hubName: hub.name,
      mailbox: hub.mailbox,
      on: this.today,
      conference: conferenceId === null ? null : await subjectConferenceById(this.db.reader, conferenceId),
      expectation: expectationId === null ? null : await expectationWithin(this.db.reader, null, expectationId),
    });
    return { challenge, text, fileName: challengeLetterName(hubCode, id, stage.number) };
  }

  /** As it was raised under; one that is configured no more is the hub's of now. */
  procedureOf({ procedure, hubCode }: Pick<KeptChallenge, 'procedure' | 'hubCode'>): ChallengeProcedure {
    const { challenges } = this.surroundings.reference;
    return challenges.all.find(({ code }) => code === procedure) ?? challenges.of(hubCode);
  }

  private async subjectIn(reader: Reader, hubs: readonly string[] | null, named: Named): Promise<Subject> {
    const expectation = named.expectation === null ? null : await expectationWithin(reader, hubs, named.expectation);
    if (named.expectation !== null && expectation === null) throw new NotFoundException();
    // One that was expected has its conference by what met it: another one beside it would lend it a reason.
    if (expectation !== null && named.conference !== null && named.conference !== expectation.conference)
      throw new NotFoundException();
    const reference = named.conference ?? expectation?.conference ?? null;
    const conference =
      reference === null || !isConferenceReference(reference) ? null : await subjectConference(reader, hubs, reference);
    if (named.conference !== null && conference === null) throw new NotFoundException();
    const hubCode = conference?.hubCode ?? expectation?.hubCode;
    if (hubCode === undefined) throw new NotFoundException();
    const subject = { hubCode, conference, expectation };
    return { ...subject, may: challengeable(this.factsOf(subject), this.surroundings.reference.limits) };
  }

  private factsOf({ conference, expectation }: Pick<Subject, 'conference' | 'expectation'>) {
    return {
      conference,
      expectation: expectation === null ? null : { standing: standingOf(expectation, this.today) },
    };
  }

  private async looked(tx: Tx, actor: Actor, page: string, found: readonly KeptChallenge[]): Promise<void> {
    const references = [...new Set(found.flatMap(({ conference }) => conference ?? []))];
    await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page, references });
  }

  private hubsOf(actor: Actor, action: Action): readonly string[] | null {
    if (!mayAtAll(actor, action)) throw new NotFoundException();
    const { all, hubs } = scopeOf(actor, action);
    return all ? null : hubs;
  }
}
