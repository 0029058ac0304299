import { never } from '../kernel/decided.js';
import { Paging } from '../web/api/cursor.js';
import { Choice, Day, Flag, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { tidy } from '../web/api/received.js';
import {
  CLOSED_REASONS,
  EXPECTATION_STATES,
  EXPECTED_KINDS,
  ORIGINS,
  standingOf,
  STANDINGS,
  type ClosedReason,
  type Expectation,
  type ExpectationState,
  type ExpectedKind,
  type Origin,
  type Standing,
} from './expectation.js';
import { refusalWords } from './expectation.page.js';
import type { KeptExpectation } from './expectation.queries.js';
import type { GivenChange, GivenRefusal } from './expectation-changes.service.js';
import type { TellingResult } from './expectations.service.js';
import type { WrittenExpectation } from './told.js';

const TOLD_ORIGINS = ['strategy-discussion', 'transfer-in'] as const;

export class ExpectationToTell {
  @Text({ max: 60, example: 'reading', about: 'The code of the hub of the convening authority.' })
  readonly hub!: string;

  @Choice(TOLD_ORIGINS, {
    presence: 'omittable',
    example: 'strategy-discussion',
    about: 'What began it; `strategy-discussion` when left out. Reviews are expected by themselves, from outcomes.',
  })
  readonly origin?: (typeof TOLD_ORIGINS)[number];

  @Day({ example: '2026-11-19', about: 'The day in London from which the clock runs; not in the future.' })
  readonly beganOn!: string;

  @Text({ presence: 'optional', max: 60, example: 'S47-7731', about: 'The authority’s meeting id or enquiry number.' })
  readonly laReference?: string | null;

  @Texts({ example: ['18844'], about: 'The authority’s ids of the children; never a name. May be empty.' })
  readonly childIds!: readonly string[];

  @Day({ presence: 'optional', example: null, about: 'The day already set for the conference; otherwise the clock.' })
  readonly expectedOn?: string | null;

  @Flag({
    presence: 'omittable',
    example: false,
    about: 'That a last day which has passed already is meant; without it that is refused as `confirm`.',
  })
  readonly confirmed?: boolean;
}

export class ExpectationsQuery extends Paging {
  @Text({ presence: 'omittable', max: 60, example: 'reading', about: 'Only of this hub.' })
  readonly hub?: string;

  @Choice(EXPECTED_KINDS, { presence: 'omittable', example: 'review', about: 'Only of this kind.' })
  readonly kind?: ExpectedKind;

  @Choice(STANDINGS, { presence: 'omittable', example: 'ask', about: 'Only those that stand so today.' })
  readonly standing?: Standing;

  @Choice(EXPECTATION_STATES, { presence: 'omittable', example: 'open', about: 'Only in this state.' })
  readonly state?: ExpectationState;
}

export class ExpectationAnswer {
  @WholeNumber({ example: 12 })
  readonly id!: number;

  @Text({ example: 'reading' })
  readonly hub!: string;

  @Choice(EXPECTED_KINDS, { example: 'icpc' })
  readonly kind!: ExpectedKind;

  @Choice(ORIGINS, { example: 'strategy-discussion' })
  readonly origin!: Origin;

  @Day({ example: '2026-11-19' })
  readonly beganOn!: string;

  @Day({ example: '2026-12-10', about: 'The last day for it.' })
  readonly dueOn!: string;

  @Choice(['clock', 'set'], { example: 'clock', about: 'By the statutory clock, or as it was set.' })
  readonly dueBy!: Expectation['dueBy'];

  @Day({ example: '2026-12-03', about: 'By when an invitation should have come.' })
  readonly inviteBy!: string;

  @Text({ presence: 'nullable', example: null, about: 'The conference that it follows from.' })
  readonly previousConference!: string | null;

  @Text({ presence: 'nullable', example: 'S47-7731' })
  readonly laReference!: string | null;

  @Texts({ example: ['18844'] })
  readonly childIds!: readonly string[];

  @Choice(EXPECTATION_STATES, { example: 'open' })
  readonly state!: ExpectationState;

  @Choice(STANDINGS, { example: 'awaited', about: 'What today makes of it.' })
  readonly standing!: Standing;

  @Text({ presence: 'nullable', example: null, about: 'The conference that met it, or was held without us.' })
  readonly conference!: string | null;

  @Choice(['the-tracker', 'a-person'], { presence: 'nullable', example: null })
  readonly matchedBy!: Expectation['matchedBy'];

  @Choice(CLOSED_REASONS, { presence: 'nullable', example: null })
  readonly closedReason!: ClosedReason | null;

  @Day({ presence: 'nullable', example: null, about: 'When the authority was asked.' })
  readonly letterSentOn!: string | null;

  @WholeNumber({ example: 1 })
  readonly version!: number;
}

export class ExpectationPageAnswer {
  @Parts(ExpectationAnswer, { about: 'The soonest due first.' })
  readonly items!: readonly ExpectationAnswer[];

  @Text({ presence: 'nullable', example: null, about: 'Send as `after` to read on; null on the last page.' })
  readonly next!: string | null;
}

export const EXPECTATION_CHANGES = ['match', 'close', 'reopen', 'letter-sent'] as const;

export class ExpectationChangeToMake {
  @Choice(EXPECTATION_CHANGES, { example: 'close' })
  readonly change!: (typeof EXPECTATION_CHANGES)[number];

  @Text({ presence: 'omittable', max: 20, example: 'TV-26-004211', about: 'For `match`: the conference that it is.' })
  readonly conference?: string;

  @Choice(CLOSED_REASONS, { presence: 'omittable', example: 'plan-ended', about: 'For `close`.' })
  readonly reason?: ClosedReason;

  @Text({
    presence: 'omittable',
    max: 500,
    example: 'Told by telephone.',
    about: 'Needed for `reopen`; without names.',
  })
  readonly note?: string;
}

export const expectationAnswer = (one: KeptExpectation, today: Temporal.PlainDate): ExpectationAnswer => ({
  id: one.id,
  hub: one.hubCode,
  kind: one.kind,
  origin: one.origin,
  beganOn: one.beganOn.toString(),
  dueOn: one.dueOn.toString(),
  dueBy: one.dueBy,
  inviteBy: one.inviteBy.toString(),
  previousConference: one.previous,
  laReference: one.laReference,
  childIds: one.childIds,
  state: one.state,
  standing: standingOf(one, today),
  conference: one.conference,
  matchedBy: one.matchedBy,
  closedReason: one.closedReason,
  letterSentOn: one.letterSentOn?.toString() ?? null,
  version: one.version,
});

export const writtenOf = (body: ExpectationToTell): WrittenExpectation => ({
  hub: body.hub,
  origin: body.origin ?? '',
  beganOn: body.beganOn,
  laReference: tidy(body.laReference) ?? '',
  childIds: body.childIds.map(String).join(' '),
  expectedOn: body.expectedOn ?? '',
});

/** What was asked for, or what is missing for it. */
export function changeOf(body: ExpectationChangeToMake): GivenChange {
  const missing = (pointer: string, detail: string): Error =>
    refusal('invalid-body', 'One place in the body must be put right: see errors.', {
      errors: [{ pointer, code: 'missing', detail }],
    });
  switch (body.change) {
    case 'match':
      if (body.conference === undefined) throw missing('/conference', 'Give the reference of the conference.');
      return { kind: 'match', reference: body.conference };
    case 'close':
      if (body.reason === undefined) throw missing('/reason', `Give one of ${CLOSED_REASONS.join(', ')}.`);
      return { kind: 'close', reason: body.reason, note: tidy(body.note) };
    case 'reopen':
      return { kind: 'reopen', reason: body.note ?? '' };
    case 'letter-sent':
      return { kind: 'letter-sent' };
    default:
      return never(body.change);
  }
}

export function tellingProblem({ problem }: TellingResult): Error {
  const { field, code, sentence } = problem!;
  if (code === 'confirm') return refusal('confirm', sentence);
  if (field === 'hub') return refusal(/not one of yours/.test(sentence) ? 'not-your-hub' : 'unknown-hub', sentence);
  const errors = [{ pointer: `/${field}`, code: 'invalid-value', detail: sentence }];
  return refusal('invalid-body', 'One place in the body must be put right: see errors.', { errors });
}

export function changeProblem(refused: GivenRefusal): Error {
  const words = refusalWords(refused);
  switch (refused.kind) {
    case 'changed-meanwhile':
      return refusal('changed-meanwhile', words, { etag: `"${refused.version}"` });
    case 'not-from-here':
    case 'reason-missing':
      return refusal(refused.kind, words);
    default:
      return refusal('cannot-match', words);
  }
}
