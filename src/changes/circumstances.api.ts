import { TransferInFacts, transferInFrom } from '../conferences/circumstances.api.js';
import { stateRefusalSentence, type StateRefusal } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { INQUORATE_OUTCOMES, type InquorateOutcome } from '../conferences/quorum.js';
import {
  RECEIVING,
  TRANSFER_IN_SENTENCES,
  TRANSFER_OUT_SENTENCES,
  type Receiving,
  type TransferInRefusal,
  type TransferOutRefusal,
} from '../conferences/transfer.js';
import { changedMeanwhile } from '../web/api/etag.js';
import { Choice, Day, Flag, Moment, Text } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { dayOf, instantOf, tidy } from '../web/api/received.js';
import { sitAgainProblem } from './changes.api.js';
import type { ChangedMeanwhile } from './changes.service.js';
import type { GivenQuorum, InquorateRefusal } from './quorum.service.js';
import type { GivenTransferIn, GivenTransferOut } from './transfers.service.js';

export class TransferOutToTell {
  @Text({ max: 100, example: 'Hampshire County Council', about: 'The authority that the family has moved to.' })
  readonly toAuthority!: string;

  @Text({ max: 100, presence: 'optional', example: 'Hampshire Constabulary, referral unit' })
  readonly forceContact?: string | null;

  @Choice(RECEIVING, {
    example: 'known',
    about: 'Whether the receiving conference is known; `none` when there is none.',
  })
  readonly receiving!: Receiving;

  @Day({ presence: 'optional', example: '2026-12-10', about: 'The day of the receiving conference, when known.' })
  readonly receivingOn?: string | null;

  @Text({
    max: 500,
    presence: 'omittable',
    example: 'The family has moved',
    about: 'Why it is off; needed unless it is transferred out already.',
  })
  readonly reason?: string;
}

export class InquorateToRecord {
  @Choice(INQUORATE_OUTCOMES, { about: 'Whether the sitting was adjourned, or the chair proceeded all the same.' })
  readonly outcome!: InquorateOutcome;

  @Flag({ example: false, about: 'There was no quorum because police were absent.' })
  readonly forWantOfPolice!: boolean;

  @Moment({
    presence: 'optional',
    example: '2026-12-09T09:30:00Z',
    about: 'When it sits again, if that is known; in the mode and place of this sitting.',
  })
  readonly nextStartsAt?: string | null;

  @Moment({ presence: 'optional', example: '2026-12-09T11:00:00Z' })
  readonly nextEndsAt?: string | null;

  @Flag({ presence: 'omittable', example: false, about: 'An unusual time is meant: see the problem `confirm`.' })
  readonly confirmed?: boolean;
}

export class ConvenerToHave {
  @Text({
    max: 100,
    presence: 'nullable',
    example: 'Hampshire County Council',
    about: 'An authority outside Thames Valley; null for that of the hub.',
  })
  readonly convenedBy!: string | null;

  @Text({ max: 500, example: 'The invitation comes from there' })
  readonly reason!: string;
}

export const transferInGiven = (body: TransferInFacts, version: number): GivenTransferIn => ({
  ...transferInFrom(body),
  version,
});

export const transferOutGiven = (body: TransferOutToTell, version: number): GivenTransferOut => ({
  toAuthority: tidy(body.toAuthority),
  forceContact: tidy(body.forceContact),
  receiving: body.receiving,
  receivingOn: dayOf(body.receivingOn),
  reason: body.reason ?? '',
  version,
});

/** The next sitting lasts as long as this one did where no end is given. */
export function quorumGiven(body: InquorateToRecord, sitting: Sitting, version: number): GivenQuorum {
  const { mode, venue, joinLink } = sitting;
  const startsAt = body.nextStartsAt ? instantOf(body.nextStartsAt) : null;
  const length = sitting.startsAt.until(sitting.endsAt);
  const endsAt = startsAt && (body.nextEndsAt ? instantOf(body.nextEndsAt) : startsAt.add(length));
  const next = startsAt === null || endsAt === null ? null : { startsAt, endsAt, mode, venue, joinLink };
  const { outcome, forWantOfPolice, confirmed = false } = body;
  return { outcome, forWantOfPolice, next, confirmed, version };
}

/** Each refused transfer as a problem. */
export function transferProblem(
  refused: TransferInRefusal | TransferOutRefusal | StateRefusal | ChangedMeanwhile,
): Error {
  switch (refused.kind) {
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now);
    case 'not-from-here':
      return refusal(refused.kind, stateRefusalSentence(refused));
    case 'authority-missing':
    case 'receiving-day-missing':
    case 'receiving-too-far':
      return refusal(refused.kind, TRANSFER_OUT_SENTENCES[refused.kind]);
    case 'not-a-transfer-in':
    case 'trigger-missing':
    case 'trigger-too-late':
      return refusal(refused.kind, TRANSFER_IN_SENTENCES[refused.kind]);
    default:
      return refusal(refused.kind);
  }
}

/** Each refused record of a sitting without its quorum as a problem. */
export function inquorateProblem(refused: InquorateRefusal): Error {
  switch (refused.kind) {
    case 'not-sat':
      return refusal(refused.kind, `This conference is ${refused.state}, so no sitting of it can be inquorate.`);
    case 'not-started':
      return refusal(refused.kind, 'This conference has not started yet, so nobody knows who will come.');
    default:
      return sitAgainProblem(refused);
  }
}
