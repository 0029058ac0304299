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
import { standingOf, type Standing } from './answer-link.js';
import { linkFacts, useLink } from './answer-link.queries.js';

export interface GivenByLink {
  readonly answer: Answer;
  readonly comment: string | null;
}

/** Why an answer was not taken: the link no longer serves, or the invitation does not take that answer. */
export type LinkRefusal =
  | { readonly kind: 'not-open'; readonly standing: Standing }
  | { readonly kind: 'unheard'; readonly refusal: AnswerRefusal };

/** Whoever holds a genuine link may answer the one invitation it names: the link is the authority, not a role. */
const WHATEVER_HUB: Scope = { all: true, hubs: [], assignedTo: null };

/** Answers given by people whose calendar shows no buttons, through the link in their invitation. */
@Injectable()
export class AnswerLinksService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly answers: AnswersService,
  ) {}

  /** What a link is good for now; null when it is none of ours. Changes and records nothing: programs follow links too. */
  async look(text: string): Promise<Standing | null> {
    const token = this.read(text);
    const facts = token && (await linkFacts(this.db.reader, token));
    return token && facts && standingOf(facts, token, this.surroundings.now());
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

  private async hear(tx: Tx, token: AnswerToken, given: GivenByLink): Promise<Decided<null, LinkRefusal> | null> {
    const known = await linkFacts(tx, token);
    if (known === null) return null;
    const conference = await lockConference(tx, WHATEVER_HUB, known.reference);
    const assignment = await lockAssignment(tx, token.assignmentId, known.sittingId);
    const facts = await linkFacts(tx, token);
    if (conference === null || assignment === null || facts === null) return null;
    const now = this.surroundings.now();
    const standing = standingOf(facts, token, now);
    if (standing.kind !== 'open') return refused({ kind: 'not-open', standing });
    const { assignmentId, sequence } = token;
    await useLink(tx, { assignmentId, sequence, answer: given.answer, at: now });
    const attendee = await assignedPerson(tx, facts.attendeeId);
    const actor = { ...theTracker, name: attendee.name };
    const heard = { ...given, sequence, at: now, channel: 'link' as const };
    const decided = await this.answers.apply(tx, actor, { conference, assignment, attendee }, heard);
    return decided.ok ? accepted(null) : refused({ kind: 'unheard', refusal: decided.refusal });
  }

  private read(text: string): AnswerToken | null {
    return readAnswerToken(text, this.surroundings.settings.session.secret);
  }
}
