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

  @Text({ example: 'TV-26-000002', about: 'What they are on at the new time.' })
  readonly clashWith!: string;
}

export class MovedAnswer extends ConferenceAnswer {
  @Texts({ example: ['Ada Okafor'], about: 'Whose calendar gets the change, and who must answer again.' })
  readonly reinvited!: readonly string[];

  @Parts(ReleasedAnswer, { about: 'Who is elsewhere then and was withdrawn.' })
  readonly released!: readonly ReleasedAnswer[];
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

export const movedAnswer = (conference: ConferenceAnswer, moved: Moved): MovedAnswer => ({
  ...conference,
  reinvited: moved.reinvited,
  released: moved.released,
});

/** Each refused move as a problem. */
export function moveProblem(refused: MoveRefusal): Error {
  switch (refused.kind) {
    case 'end-before-start':
    case 'too-long':
    case 'too-far':
      return refusal(refused.kind, TIME_SENTENCES[refused.kind]);
    case 'cannot-move':
      return refusal(refused.kind, `This conference is ${refused.state}, so it cannot be moved.`);
    case 'nothing-changed':
    case 'reason-missing':
      return refusal(refused.kind);
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now);
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
