import { never } from '../kernel/decided.js';
import { Choice, Codes, Flag, Moment, Parts, Text } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { readSeen, type Seen } from './seen.js';
import {
  RELEVANCE_VALUES,
  type KeptDecision,
  type KnownMeanwhile,
  type RelevanceRefusal,
  type RelevanceValue,
} from './relevance.js';

export class DecisionToMake {
  @Choice(RELEVANCE_VALUES, { example: 'relevant' })
  readonly value!: RelevanceValue;

  @Codes({
    presence: 'optional',
    example: ['da-high-risk'],
    about: 'Ratified criteria; at least one if it is relevant.',
  })
  readonly criteria?: readonly string[] | null;

  @Text({ max: 2_000, example: 'Police attended three incidents since the last conference' })
  readonly reason!: string;
}

export class DecisionAnswer {
  @Choice(RELEVANCE_VALUES, { example: 'relevant' })
  readonly value!: RelevanceValue;

  @Codes({ example: ['da-high-risk'] })
  readonly criteria!: readonly string[];

  @Text({ max: 2_000, example: 'Police attended three incidents since the last conference' })
  readonly reason!: string;

  @Text({
    presence: 'nullable',
    example: '1.0',
    about: 'Of the criteria in force then; null where it was not kept yet.',
  })
  readonly criteriaVersion!: string | null;

  @Text({ example: 'Helen Lowe' })
  readonly decidedBy!: string;

  @Moment({ example: '2026-11-20T09:00:00Z' })
  readonly decidedAt!: string;

  @Flag({ example: false, about: 'Decided after the start: a correction, which does not move the figure.' })
  readonly afterStart!: boolean;
}

export class DecisionList {
  @Parts(DecisionAnswer)
  readonly items!: readonly DecisionAnswer[];
}

export const decisionAnswer = (decision: KeptDecision, startsAt: Temporal.Instant): DecisionAnswer => ({
  value: decision.value,
  criteria: decision.criteria,
  reason: decision.reason,
  criteriaVersion: decision.criteriaVersion,
  decidedBy: decision.decidedBy,
  decidedAt: decision.decidedAt.toString(),
  afterStart: Temporal.Instant.compare(decision.decidedAt, startsAt) > 0,
});

/** What was seen, as an ETag: the decisions and the police markers that there were. */
export const seenTag = (seen: string): string => `"${seen}"`;

/** What `If-Match` says was seen; null without one, and then nothing is compared. */
export function seenIn(ifMatch: string | undefined): Seen | null {
  if (ifMatch === undefined) return null;
  const seen = readSeen(/^"([^"]*)"$/.exec(ifMatch.trim())?.[1] ?? '');
  if (seen === null) throw refusal('changed-meanwhile', 'Read the decisions first, then send their ETag as If-Match.');
  return seen;
}

/**
 * Each refused decision as a problem.
 * @param seenNow as `seenOf` writes it
 */
export function relevanceProblem(
  refused: RelevanceRefusal | KnownMeanwhile,
  knownCriteria: readonly string[],
  seenNow: string,
): Error {
  switch (refused.kind) {
    case 'not-a-review':
    case 'criteria-missing':
    case 'reason-missing':
      return refusal(refused.kind);
    case 'unknown-criterion':
      return refusal(refused.kind, `There is no criterion ${refused.code}. Use ${knownCriteria.join(', ')}.`);
    case 'marker-meanwhile':
      return meanwhile('A police marker about one of the children arrived', seenNow);
    case 'decided-meanwhile':
      return meanwhile(`${refused.by} decided`, seenNow);
    default:
      return never(refused);
  }
}

const meanwhile = (what: string, seenNow: string): Error =>
  refusal('changed-meanwhile', `${what} since you read it. Read it again, then decide whether your decision holds.`, {
    etag: seenTag(seenNow),
  });
