import { Choice, Codes, Day, Flag, Moment, Parts, WholeNumber } from '../web/api/fields.js';
import {
  PLAN_RESULTS,
  VOICE_ANSWERS,
  type Besides,
  type GivenBesides,
  type PlanResult,
  type VoiceHeard,
} from './besides.js';

export class ChildPlanFacts {
  @WholeNumber({ min: 1, example: 1, about: 'Its place among the children of the conference, counted from 1.' })
  readonly place!: number;

  @Choice(PLAN_RESULTS, { example: 'made' })
  readonly result!: PlanResult;
}

/** What is left out stays as it stands; null says that it is not known. */
export class BesidesToRecord {
  @Moment({ presence: 'optional', example: null, about: 'Of `part`: when they came, within the sitting.' })
  readonly cameAt?: string | null;

  @Moment({ presence: 'optional', example: null, about: 'Of `part`: when they left, within the sitting.' })
  readonly leftAt?: string | null;

  @Choice(VOICE_ANSWERS, { presence: 'optional', example: 'yes', about: 'Whether the child was heard.' })
  readonly voiceHeard?: VoiceHeard | null;

  @Codes({ presence: 'omittable', example: ['own-words'], about: 'How; codes of config/voice.json, only with `yes`.' })
  readonly voiceWays?: readonly string[];

  @Flag({ presence: 'optional', example: false, about: 'Whether police dissented.' })
  readonly dissent?: boolean | null;

  @Day({ presence: 'optional', example: '2027-02-22', about: 'The next review if a date was set.' })
  readonly nextReviewOn?: string | null;

  @Parts(ChildPlanFacts, { presence: 'omittable', max: 50, about: 'What was decided for each child.' })
  readonly plans?: readonly ChildPlanFacts[];

  @Flag({ presence: 'optional', example: null, about: 'Whether our report was read out; needs a report on record.' })
  readonly reportReadOut?: boolean | null;
}

export class BesidesAnswer {
  @Moment({ presence: 'nullable', example: null })
  readonly cameAt!: string | null;

  @Moment({ presence: 'nullable', example: null })
  readonly leftAt!: string | null;

  @Choice(VOICE_ANSWERS, { presence: 'nullable', example: 'yes' })
  readonly voiceHeard!: VoiceHeard | null;

  @Codes({ example: ['own-words'] })
  readonly voiceWays!: readonly string[];

  @Flag({ presence: 'nullable', example: false })
  readonly dissent!: boolean | null;

  @Day({ presence: 'nullable', example: '2027-02-22' })
  readonly nextReviewOn!: string | null;

  @Parts(ChildPlanFacts)
  readonly plans!: readonly ChildPlanFacts[];

  @Flag({ presence: 'nullable', example: null })
  readonly reportReadOut!: boolean | null;
}

/**
 * What the body leaves out stays undefined.
 * @param childIds of the conference, in the order in which the API lists its children
 */
export const givenBesides = (body: BesidesToRecord, childIds: readonly number[]): GivenBesides => ({
  cameAt: read(body.cameAt, Temporal.Instant.from),
  leftAt: read(body.leftAt, Temporal.Instant.from),
  voiceHeard: body.voiceHeard,
  voiceWays: body.voiceWays && [...new Set(body.voiceWays)],
  dissent: body.dissent,
  nextReviewOn: read(body.nextReviewOn, Temporal.PlainDate.from),
  plans: body.plans?.map(({ place, result }) => ({ childId: childIds[place - 1] ?? NOBODY, result })),
  reportReadOut: body.reportReadOut,
});

/** No child has this id: the rule refuses it. */
const NOBODY = 0;

const read = <T>(text: string | null | undefined, from: (text: string) => T): T | null | undefined =>
  text == null ? text : from(text);

export const besidesAnswer = (besides: Besides, childIds: readonly number[]): BesidesAnswer => ({
  ...besides,
  plans: besides.plans.map(({ childId, result }) => ({ place: childIds.indexOf(childId) + 1, result })),
  cameAt: besides.cameAt?.toString() ?? null,
  leftAt: besides.leftAt?.toString() ?? null,
  nextReviewOn: besides.nextReviewOn?.toString() ?? null,
});
