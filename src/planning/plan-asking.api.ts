import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { Choice, Codes, Day, Flag, Moment, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import type { AskedLock, PlanAsked } from './asked.js';
import { ROLES, type Role } from './instance.js';

const LOCK_KINDS = ['keep', 'not', 'not-on'] as const;

class LockToMake {
  @Choice(LOCK_KINDS, { example: 'not', about: '`keep` them here, `not` them here, or `not-on` that day.' })
  readonly kind!: AskedLock['kind'];

  @WholeNumber({ min: 1, example: 1, about: 'The id of an attendee.' })
  readonly attendeeId!: number;

  @Text({ presence: 'optional', max: 20, example: 'TV-26-004211', about: 'Of `keep` and `not`.' })
  readonly conference?: string | null;

  @Choice(ROLES, { presence: 'optional', example: null, about: 'Of `keep`, when it matters.' })
  readonly role?: Role | null;

  @Day({ presence: 'optional', example: '2026-12-03', about: 'Of `not-on`.' })
  readonly day?: string | null;
}

class AwayToSuppose {
  @WholeNumber({ min: 1, example: 1 })
  readonly attendeeId!: number;
  @Day({ example: '2026-12-01' })
  readonly from!: string;
  @Day({ example: '2026-12-02', about: 'Included.' })
  readonly to!: string;
}

class ConferenceToSuppose {
  @Text({ max: 60, example: 'reading' })
  readonly hub!: string;
  @Choice(CONFERENCE_KINDS, { example: 'icpc' })
  readonly kind!: ConferenceKind;
  @Moment({ example: '2026-12-01T09:30:00Z' })
  readonly startsAt!: string;
  @Moment({ example: '2026-12-01T11:00:00Z' })
  readonly endsAt!: string;
  @Flag({ example: false })
  readonly inPerson!: boolean;
}

export class PlanToMake {
  @Day({ example: '2026-11-30', about: 'The first day.' })
  readonly from!: string;

  @Day({ example: '2026-12-04', about: 'The last day; a month at most.' })
  readonly to!: string;

  @Codes({ presence: 'optional', example: ['reading'], about: 'Hubs of the token; all of them when left out.' })
  readonly hubs?: readonly string[] | null;

  @Flag({ presence: 'optional', example: false, about: 'People of other hubs may go as well.' })
  readonly everybody?: boolean | null;

  @Flag({ presence: 'optional', example: false, about: 'Whoever is invited and has not accepted may be moved.' })
  readonly mayMove?: boolean | null;

  @WholeNumber({ presence: 'optional', min: 1, max: 600, example: 60, about: 'The solver ends by then.' })
  readonly seconds?: number | null;

  @Parts(LockToMake, { presence: 'optional', max: 500, example: [], about: 'What is settled.' })
  readonly locks?: readonly LockToMake[] | null;

  @Parts(AwayToSuppose, { presence: 'optional', max: 100, example: [], about: 'What if they were away.' })
  readonly away?: readonly AwayToSuppose[] | null;

  @Parts(ConferenceToSuppose, { presence: 'optional', max: 100, example: [], about: 'What if there were these.' })
  readonly more?: readonly ConferenceToSuppose[] | null;

  @WholeNumber({
    presence: 'optional',
    min: 1,
    example: null,
    about: 'The id of a plan that this one is to disturb as little as covering allows.',
  })
  readonly fromPlan?: number | null;
}

export class PlanQuestionToAsk {
  @Choice(['why', 'cover'], { example: 'why', about: '`why` not this person; what would `cover` it.' })
  readonly kind!: 'why' | 'cover';
  @Text({ max: 20, example: 'TV-26-004211' })
  readonly conference!: string;
  @WholeNumber({ presence: 'optional', min: 1, example: 1, about: 'Of `why`.' })
  readonly attendeeId?: number | null;
}

export const askedIn = (body: PlanToMake, seconds: number): PlanAsked => ({
  locks: (body.locks ?? []).map(lockIn),
  away: body.away ?? [],
  more: body.more ?? [],
  everybody: body.everybody ?? false,
  mayMove: body.mayMove ?? false,
  seconds: body.seconds ?? seconds,
});

function lockIn({ kind, attendeeId, conference, role, day }: LockToMake): AskedLock {
  if (kind === 'not-on' && day) return { kind, attendeeId, day };
  if (kind === 'keep' && conference) return { kind, attendeeId, conference, role: role ?? null };
  if (kind === 'not' && conference) return { kind, attendeeId, conference };
  const needs = kind === 'not-on' ? 'a day' : 'a conference';
  throw refusal('invalid-body', `A lock of the kind ${kind} needs ${needs}.`, {
    errors: [{ pointer: '/locks', code: 'missing', detail: `Give ${needs}.` }],
  });
}
