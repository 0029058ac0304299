import { Choice, Day, Flag, Moment, Part, Parts, Text } from '../web/api/fields.js';
import { dayOf, tidy } from '../web/api/received.js';
import { LEARNT_FROM, LOOK_AGAIN, type Circumstances, type LearntFrom, type LookAgain } from './circumstances.js';
import { INQUORATE_OUTCOMES, type InquorateOutcome } from './quorum.js';
import { RECEIVING, TRANSFER_TRIGGERS, type Receiving, type TransferIn, type TransferTrigger } from './transfer.js';

/** Where a child on a plan comes from, and since when the 15 working days run. */
export class TransferInFacts {
  @Choice(TRANSFER_TRIGGERS, { presence: 'optional', about: 'What started the clock; partners differ.' })
  readonly triggerKind?: TransferTrigger | null;

  @Day({ presence: 'optional', example: '2026-11-16' })
  readonly triggeredOn?: string | null;

  @Text({ max: 100, presence: 'optional', example: 'Swindon Borough Council', about: 'Any authority or force.' })
  readonly fromAuthority?: string | null;
}

export class TransferInAnswer {
  @Choice(TRANSFER_TRIGGERS, { presence: 'nullable' })
  readonly triggerKind!: TransferTrigger | null;

  @Day({ presence: 'nullable', example: '2026-11-16' })
  readonly triggeredOn!: string | null;

  @Text({ presence: 'nullable', example: 'Swindon Borough Council' })
  readonly fromAuthority!: string | null;
}

export class TransferOutAnswer {
  @Text({ presence: 'nullable', example: 'Hampshire County Council' })
  readonly toAuthority!: string | null;

  @Text({ presence: 'nullable', example: 'Hampshire Constabulary, referral unit' })
  readonly forceContact!: string | null;

  @Choice(RECEIVING, { example: 'known', about: 'Whether the day of the receiving conference is still to be learnt.' })
  readonly receiving!: Receiving;

  @Day({ presence: 'nullable', example: '2026-12-10' })
  readonly receivingOn!: string | null;
}

export class NeverInvitedAnswer {
  @Choice(LEARNT_FROM, {})
  readonly learntFrom!: LearntFrom;

  @Moment({ example: '2026-12-02T09:00:00Z' })
  readonly learntAt!: string;

  @Text({ example: 'Priya Shah' })
  readonly recordedBy!: string;

  @Moment({ example: '2026-12-02T09:05:00Z' })
  readonly recordedAt!: string;
}

export class InquorateAnswer {
  @Moment({ example: '2026-11-30T09:30:00Z', about: 'The start of that sitting.' })
  readonly startsAt!: string;

  @Choice(INQUORATE_OUTCOMES, {})
  readonly outcome!: InquorateOutcome;

  @Flag({ example: false, about: 'There was no quorum because police were absent.' })
  readonly forWantOfPolice!: boolean;

  @Text({ example: 'Priya Shah' })
  readonly recordedBy!: string;
}

/** What is known around a conference beyond its time, its people and its children. */
export class CircumstancesAnswer {
  @Part(TransferInAnswer, { presence: 'nullable' })
  readonly transferIn!: TransferInAnswer | null;

  @Part(TransferOutAnswer, { presence: 'nullable' })
  readonly transferOut!: TransferOutAnswer | null;

  @Part(NeverInvitedAnswer, { presence: 'nullable', about: 'TVP learnt of it without ever having been invited.' })
  readonly neverInvited!: NeverInvitedAnswer | null;

  @Choice(LOOK_AGAIN, {
    presence: 'nullable',
    about: 'Why its relevance is to be decided again; null when nothing has changed since the decision.',
  })
  readonly lookAgain!: LookAgain | null;

  @Parts(InquorateAnswer, { about: 'Sittings without their quorum.' })
  readonly inquorate!: readonly InquorateAnswer[];
}

export const transferInFrom = (facts: TransferInFacts): TransferIn => ({
  triggerKind: facts.triggerKind ?? null,
  triggeredOn: dayOf(facts.triggeredOn),
  fromAuthority: tidy(facts.fromAuthority),
});

export const circumstancesAnswer = (known: Circumstances): CircumstancesAnswer => ({
  transferIn: known.transferIn && {
    ...known.transferIn,
    triggeredOn: known.transferIn.triggeredOn?.toString() ?? null,
  },
  transferOut: known.transferOut && {
    ...known.transferOut,
    receivingOn: known.transferOut.receivingOn?.toString() ?? null,
  },
  neverInvited: known.neverInvited && {
    ...known.neverInvited,
    learntAt: known.neverInvited.learntAt.toString(),
    recordedAt: known.neverInvited.recordedAt.toString(),
  },
  lookAgain: known.lookAgain,
  inquorate: known.inquorate.map(({ startsAt, outcome, forWantOfPolice, recordedBy }) => ({
    startsAt: startsAt.toString(),
    outcome,
    forWantOfPolice,
    recordedBy,
  })),
});
