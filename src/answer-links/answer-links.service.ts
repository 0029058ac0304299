import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Scope } from '../access/access.js';
import { theTracker } from '../access/actor.js';
import type { Answer, AnswerRefusal } from '../assignments/assignment.js';
import { lockAssignment } from '../assignments/assignment.queries.js';
import { AnswersService } from '../assignments/answers.service.js';
import { assignedPerson } from '../assignments/telling.js';
import { readAnswerToken, type AnswerToken } from '../calendar/answer-token.js';
import { lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { attendedAsPlanned, type GivenOutcome, type OutcomeRefusal } from '../participation/participation.js';
import { ParticipationService } from '../participation/participation.service.js';
import { standingOf, type LinkFacts, type Standing } from './answer-link.js';
import { linkFacts, useLink } from './answer-link.queries.js';

export interface GivenByLink {
  readonly answer: Answer;
  readonly comment: string | null;
}

/** Why an answer was not taken: the link no longer serves, or the invitation does not take that answer. */
export type LinkRefusal =
  | { readonly kind: 'not-open'; readonly standing: Standing }
  | { readonly kind: 'unheard'; readonly refusal: AnswerRefusal };

/** What the form behind the link asks of a conference that is over. */
export type ToldByLink = Pick<GivenOutcome, 'outcome' | 'presentAtDecision' | 'mode' | 'reason' | 'reasonNote'>;

/** Why an outcome was not taken: the link no longer serves, or the rule wants more. */
export type ToldRefusal =
  | { readonly kind: 'not-open'; readonly standing: Standing }
  | { readonly kind: 'untold'; readonly refusal: OutcomeRefusal };

/** Whoever holds a genuine link may answer the one invitation it names: the link is the authority, not a role. */
const WHATEVER_HUB: Scope = { all: true, hubs: [], assignedTo: null };

/** Answers given by people whose calendar shows no buttons, through the link in their invitation. */
@Injectable()
export class AnswerLinksService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly answers: AnswersService,
    private readonly participation: ParticipationService,
  ) {}

  /** What a link is good for now; null when it is none of ours. Changes and records nothing: programs follow links too. */
  async look(text: string): Promise<Standing | null> {
    const token = this.read(text);
    const facts = token && (await linkFacts(this.db.reader, token));
    return token && facts && this.standing(facts, token);
  }

  /** Records the answer and uses the link up, both or neither. Null when the link is none of ours. */
  async answer(text: string, given: GivenByLink): Promise<Decided<null, LinkRefusal> | null> {
    const token = this.read(text);
    if (token === null) return null;
    try {
      return await this.db.transaction((tx) => this.hear(tx, token, given));
    } catch (error) {
      if (violatedConstraint(error) !== 'assignment_overlap_excl') throw error;
      // Put on another conference between our look and our write.
      return refused({ kind: 'unheard', refusal: { kind: 'elsewhere-by-now' } });
    }
  }

  /** Records what happened at a conference that is over, by the person whose invitation it was. */
  async tell(text: string, given: ToldByLink): Promise<Decided<null, ToldRefusal> | null> {
    const token = this.read(text);
    if (token === null) return null;
    return this.db.transaction(async (tx) => {
      const known = await linkFacts(tx, token);
      const conference = known && (await lockConference(tx, WHATEVER_HUB, known.reference));
      // As it stands under the lock: the first of two is on record by then.
      const facts = await linkFacts(tx, token);
      if (conference === null || facts === null) return null;
      const standing = this.standing(facts, token);
      if (standing.kind !== 'over') return refused({ kind: 'not-open', standing });
      const attendee = await assignedPerson(tx, facts.attendeeId);
      const actor = { ...theTracker, name: attendee.name };
      const decided = await this.participation.apply(tx, actor, conference, {
        ...attendedAsPlanned(facts.attendeeId, facts.mode),
        ...given,
        ...(given.outcome === 'not' ? { attendedById: null, mode: null } : { mode: given.mode ?? standing.mode }),
        channel: 'link',
      });
      return decided.ok ? accepted(null) : refused({ kind: 'untold', refusal: decided.refusal });
    });
  }

  private async hear(tx: Tx, token: AnswerToken, given: GivenByLink): Promise<Decided<null, LinkRefusal> | null> {
    const known = await linkFacts(tx, token);
    if (known === null) return null;
    const conference = await lockConference(tx, WHATEVER_HUB, known.reference);
    const assignment = await lockAssignment(tx, token.assignmentId, known.sittingId);
    const facts = await linkFacts(tx, token);
    if (conference === null || assignment === null || facts === null) return null;
    const now = this.surroundings.now();
    const standing = this.standing(facts, token);
    if (standing.kind !== 'open') return refused({ kind: 'not-open', standing });
    const { assignmentId, sequence } = token;
    await useLink(tx, { assignmentId, sequence, answer: given.answer, at: now });
    const attendee = await assignedPerson(tx, facts.attendeeId);
    const actor = { ...theTracker, name: attendee.name };
    const heard = { ...given, sequence, at: now, channel: 'link' as const };
    const decided = await this.answers.apply(tx, actor, { conference, assignment, attendee }, heard);
    return decided.ok ? accepted(null) : refused({ kind: 'unheard', refusal: decided.refusal });
  }

  private standing(facts: LinkFacts, token: AnswerToken): Standing {
    return standingOf(facts, token, this.surroundings.now(), this.surroundings.reference.calendar);
  }

  private read(text: string): AnswerToken | null {
    return readAnswerToken(text, this.surroundings.settings.session.secret);
  }
}
