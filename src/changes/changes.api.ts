import { ConferenceAnswer } from '../conferences/conferences.api.js';
import { stateRefusalSentence, STATE_CHANGES, type StateChange, type StateRefusal } from '../conferences/conference.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import { changedMeanwhile } from '../web/api/etag.js';
import { Choice, Flag, Moment, Parts, Shaped, Text, Texts } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { instantOf, tidy } from '../web/api/received.js';
import type { ChangedMeanwhile, Moved, MoveRefusal } from './changes.service.js';
import type { Followed } from './following.js';
import type { NewTimeRefusal } from './new-time.js';
import type { SitAgainRefusal } from './sittings.service.js';

/** A new time or place. What is left out stays as it is. */
export class MoveToMake {
  @Moment({ presence: 'omittable', example: '2026-12-02T13:30:00Z' })
  readonly startsAt?: string;

  @Moment({ presence: 'omittable', example: '2026-12-02T15:00:00Z' })
  readonly endsAt?: string;

  @Choice(CONFERENCE_MODES, { presence: 'omittable', example: 'video' })
  readonly mode?: ConferenceMode;

  @Text({ presence: 'optional', about: 'Null takes it away, and so with the link.' })
  readonly venue?: string | null;

  @Shaped({
    shape: /^https?:\/\/[^\s/]\S{0,990}$/,
    sentence: 'Give an address that begins with https://.',
    presence: 'optional',
  })
  readonly joinLink?: string | null;

  @Text({ max: 500, example: 'The local authority moved it' })
  readonly reason!: string;

  @Flag({ presence: 'omittable', example: false, about: 'An unusual time is meant: see the problem `confirm`.' })
  readonly confirmed?: boolean;
}

export class ReleasedAnswer {
  @Text({ example: 'Ada Okafor' })
  readonly name!: string;

  @Text({
    presence: 'nullable',
    example: 'TV-26-000002',
    about: 'What they are on at the new time; null when it is not that.',
  })
  readonly clashWith!: string | null;

  @Text({ example: 'is on TV-26-000002 then', about: 'Why they are not asked, as the end of a sentence.' })
  readonly why!: string;
}

/** A conference after a change, with what became of the people on it. */
export class FollowedAnswer extends ConferenceAnswer {
  @Texts({ example: ['Ada Okafor'], about: 'Whose calendar gets the change, and who must answer again.' })
  readonly reinvited!: readonly string[];

  @Parts(ReleasedAnswer, { about: 'Who was on it and cannot be asked: somebody else is needed.' })
  readonly released!: readonly ReleasedAnswer[];
}

export class MovedAnswer extends FollowedAnswer {
  @Texts({ example: [], about: 'Who is told of a new venue or link, and need not answer again.' })
  readonly told!: readonly string[];
}

/** Another sitting of an adjourned conference. */
export class SittingToAdd {
  @Moment({ example: '2026-12-09T09:30:00Z' })
  readonly startsAt!: string;

  @Moment({ example: '2026-12-09T11:00:00Z' })
  readonly endsAt!: string;

  @Choice(CONFERENCE_MODES, { presence: 'omittable', example: 'video', about: 'As the last one, if left out.' })
  readonly mode?: ConferenceMode;

  @Text({ presence: 'optional' })
  readonly venue?: string | null;

  @Shaped({
    shape: /^https?:\/\/[^\s/]\S{0,990}$/,
    sentence: 'Give an address that begins with https://.',
    presence: 'optional',
  })
  readonly joinLink?: string | null;

  @Text({ max: 500, example: 'Inquorate: too few agencies came' })
  readonly reason!: string;

  @Flag({ presence: 'omittable', example: false, about: 'An unusual time is meant: see the problem `confirm`.' })
  readonly confirmed?: boolean;
}

/** Being held is no change to ask for: it follows from the outcome. */
const CHOOSABLE = STATE_CHANGES.filter((change) => change !== 'hold');

export class StateChangeToMake {
  @Choice(CHOOSABLE, { example: 'stand-down' })
  readonly change!: StateChange;

  @Text({ max: 500, example: 'The enquiry was not substantiated' })
  readonly reason!: string;
}

/** Where the conference is to be, given where it is. */
export const destination = (now: NewSitting, body: MoveToMake): NewSitting => ({
  startsAt: body.startsAt === undefined ? now.startsAt : instantOf(body.startsAt),
  endsAt: body.endsAt === undefined ? now.endsAt : instantOf(body.endsAt),
  mode: body.mode ?? now.mode,
  venue: body.venue === undefined ? now.venue : tidy(body.venue),
  joinLink: body.joinLink === undefined ? now.joinLink : body.joinLink,
});

export const followedAnswer = (conference: ConferenceAnswer, { reinvited, released }: Followed): FollowedAnswer => ({
  ...conference,
  reinvited,
  released,
});

export const movedAnswer = (conference: ConferenceAnswer, moved: Moved): MovedAnswer => ({
  ...followedAnswer(conference, moved),
  told: moved.told,
});

/** Each refused move as a problem. */
export function moveProblem(refused: MoveRefusal): Error {
  switch (refused.kind) {
    case 'cannot-move':
      return refusal(refused.kind, `This conference is ${refused.state}, so it cannot be moved.`);
    case 'nothing-changed':
    case 'sits-again':
    case 'needs-new-time':
    case 'reason-missing':
      return refusal(refused.kind);
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now);
    default:
      return timeProblem(refused);
  }
}

/** Each refused sitting as a problem. */
export function sitAgainProblem(refused: SitAgainRefusal): Error {
  switch (refused.kind) {
    case 'cannot-sit-again':
      return refusal(refused.kind, `This conference is ${refused.state}, so it cannot sit again.`);
    case 'not-started':
      return refusal(refused.kind, 'This conference has not started yet. Move it instead.');
    case 'before-last-sitting':
    case 'reason-missing':
      return refusal(refused.kind);
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now);
    default:
      return timeProblem(refused);
  }
}

function timeProblem(refused: NewTimeRefusal): Error {
  switch (refused.kind) {
    case 'end-before-start':
    case 'too-long':
    case 'too-far':
      return refusal(refused.kind, TIME_SENTENCES[refused.kind]);
    case 'confirm':
      return refusal(refused.kind, 'The time is unusual. If it is meant, send it again with confirmed: true.', {
        cautions: refused.cautions,
      });
    default:
      return never(refused);
  }
}

/** Each refused change of state as a problem. */
export const stateProblem = (refused: StateRefusal | ChangedMeanwhile): Error =>
  refused.kind === 'changed-meanwhile'
    ? changedMeanwhile(refused.now)
    : refusal(refused.kind, stateRefusalSentence(refused));
