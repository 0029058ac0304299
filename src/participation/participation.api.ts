import { ATTRIBUTIONS, type Attribution } from '../../config/reference-data.js';
import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { never } from '../kernel/decided.js';
import type { Counted } from '../measures/measure.js';
import { etagOf } from '../web/api/etag.js';
import { Choice, Flag, Moment, Part, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { tidy } from '../web/api/received.js';
import { BesidesAnswer, besidesAnswer, BesidesToRecord, givenBesides } from './besides.api.js';
import { OUTCOMES, type GivenOutcome, type Outcome, type OutcomeRefusal, type Participation } from './participation.js';

export class OutcomeToRecord extends BesidesToRecord {
  @Choice(OUTCOMES, { example: 'attended', about: 'Attended means present when the decision was taken.' })
  readonly outcome!: Outcome;

  @Flag({ presence: 'omittable', about: 'Of `part`: whether they were there for the decision. False when left out.' })
  readonly presentAtDecision?: boolean;

  @Choice(CONFERENCE_MODES, { presence: 'optional', example: 'video', about: 'How they attended.' })
  readonly mode?: ConferenceMode | null;

  @WholeNumber({ min: 1, presence: 'optional', example: 1, about: 'The attendee who went, assigned or not.' })
  readonly attendedById?: number | null;

  @Text({ presence: 'optional', max: 60, about: 'Code of why nobody was there for the decision, such as `court`.' })
  readonly reason?: string | null;

  @Text({ presence: 'optional', max: 2_000 })
  readonly reasonNote?: string | null;

  @Choice(ATTRIBUTIONS, { presence: 'optional', example: null, about: 'Whose doing; the reason has a usual one.' })
  readonly attribution?: Attribution | null;

  @Text({
    presence: 'optional',
    max: 2_000,
    about: 'Why the outcome on record was wrong, or comes after its month was frozen; then needed.',
  })
  readonly correction?: string | null;
}

/** How the conference counts now. */
export class CountedAnswer {
  @Text({ example: 'A1' })
  readonly measure!: string;

  @Flag({ example: true })
  readonly inDenominator!: boolean;

  @Flag({ example: true })
  readonly inNumerator!: boolean;

  @Text({ max: 500, example: 'Counts as an initial conference TVP knew of; TVP was present at the decision.' })
  readonly why!: string;
}

export class OutcomeAnswer extends BesidesAnswer {
  @Choice(OUTCOMES, { example: 'attended' })
  readonly outcome!: Outcome;

  @Flag({ example: true })
  readonly presentAtDecision!: boolean;

  @Choice(CONFERENCE_MODES, { presence: 'nullable', example: 'video' })
  readonly mode!: ConferenceMode | null;

  @WholeNumber({ presence: 'nullable', min: 1, example: 1 })
  readonly attendedById!: number | null;

  @Text({ presence: 'nullable', max: 60 })
  readonly reason!: string | null;

  @Text({ presence: 'nullable', max: 2_000 })
  readonly reasonNote!: string | null;

  @Choice(ATTRIBUTIONS, { presence: 'nullable', example: null })
  readonly attribution!: Attribution | null;

  @WholeNumber({ min: 1, example: 1, about: 'Counts up with each correction; the ETag says the same.' })
  readonly version!: number;

  @Text({ example: 'Ada Okafor' })
  readonly recordedBy!: string;

  @Moment({ example: '2026-11-30T11:05:00Z' })
  readonly recordedAt!: string;
}

export class RecordedOutcome extends OutcomeAnswer {
  @Part(CountedAnswer, { presence: 'nullable' })
  readonly counted!: CountedAnswer | null;
}

/** The body as the rules take it; `seen` is the version that If-Match named, if it named one. */
export const givenIn = (body: OutcomeToRecord, seen: number | null, childIds: readonly number[]): GivenOutcome => ({
  outcome: body.outcome,
  presentAtDecision: body.presentAtDecision ?? false,
  mode: body.mode ?? null,
  attendedById: body.attendedById ?? null,
  reason: body.reason ?? null,
  reasonNote: tidy(body.reasonNote),
  attribution: body.attribution ?? null,
  correction: tidy(body.correction),
  besides: givenBesides(body, childIds),
  ...(seen === null ? {} : { seen }),
});

export const outcomeAnswer = (kept: Participation, childIds: readonly number[]): OutcomeAnswer => ({
  outcome: kept.outcome,
  presentAtDecision: kept.presentAtDecision,
  mode: kept.mode,
  attendedById: kept.attendedById,
  reason: kept.reason,
  reasonNote: kept.reasonNote,
  attribution: kept.attribution,
  version: kept.version,
  recordedBy: kept.recordedBy,
  recordedAt: kept.recordedAt.toString(),
  ...besidesAnswer(kept.besides, childIds),
});

export const countedAnswer = (counted: Counted | null): CountedAnswer | null =>
  counted && {
    measure: counted.measure,
    inDenominator: counted.inDenominator,
    inNumerator: counted.inNumerator,
    why: counted.why,
  };

/** Each refused outcome as a problem. */
export function outcomeProblem(
  refused: OutcomeRefusal,
  known: {
    readonly reasons: readonly string[];
    readonly voiceWays: readonly string[];
    readonly childIds: readonly number[];
  },
): Error {
  switch (refused.kind) {
    case 'not-started':
    case 'who-missing':
    case 'nobody-was-there':
    case 'unknown-person':
    case 'mode-missing':
    case 'note-missing':
    case 'times-of-part-only':
    case 'outside-the-sitting':
    case 'left-before-coming':
    case 'voice-not-heard':
    case 'review-before-conference':
    case 'nothing-to-read-out':
      return refusal(refused.kind);
    case 'unknown-voice-way':
      return refusal(refused.kind, `There is no way “${refused.code}”. Use ${known.voiceWays.join(', ')}.`);
    case 'unknown-child':
      return refusal(refused.kind, '`plans` names a child that the conference does not have, or one child twice.');
    case 'not-held':
      return refusal(refused.kind, `This conference is ${refused.state}, so it has no outcome.`);
    case 'reason-missing':
      return refusal(refused.kind, `Say why nobody was there for the decision. Use ${known.reasons.join(', ')}.`);
    case 'correction-reason-missing':
      return refusal(refused.kind, 'An outcome is on record. Say in correction why it was wrong.', {
        recorded: outcomeAnswer(refused.before, known.childIds),
      });
    case 'frozen-reason-missing':
      return refusal(refused.kind, 'The figures of this month are published. Say in correction why it comes only now.');
    case 'changed-meanwhile':
      return refusal(refused.kind, `${refused.now.recordedBy} recorded an outcome since you read it. Read it again.`, {
        etag: etagOf(refused.now),
      });
    default:
      return never(refused);
  }
}
