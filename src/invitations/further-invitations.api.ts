import { Choice, Codes, Moment, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { instantOf } from '../web/api/received.js';
import { furtherSentence } from './alike.page.js';
import type { Added, FurtherInvitation, FurtherRefusal } from './further-invitations.service.js';
import { CAME_TO, CHANNELS, type CameTo, type Channel } from './invitation.js';
import { askedOf, childOf, ChildToRecord } from './invitations.api.js';

export class FurtherInvitationToRecord {
  @Moment({ example: '2026-11-18T10:15:00Z', about: 'When it reached anybody in the force.' })
  readonly receivedAt!: string;

  @Choice(CHANNELS, { example: 'mail' })
  readonly channel!: Channel;

  @Choice(CAME_TO, { presence: 'optional', about: 'Where it reached the force when that was not the hub.' })
  readonly cameTo?: CameTo | null;

  @Codes({
    presence: 'optional',
    example: ['chair-request'],
    about: 'What its text asks: `chair-request` (police are asked for), `plan-may-end`. Evidence, and no decision.',
  })
  readonly asked?: readonly string[] | null;

  @Parts(ChildToRecord, { presence: 'optional', max: 20, about: 'All whom it names; known ones are not added again.' })
  readonly children?: readonly ChildToRecord[] | null;
}

/** What adding did. Of the conference it tells only what whoever records must know: a robot reads none. */
export class AddedAnswer {
  @Text({ example: 'TV-26-000001' })
  readonly reference!: string;

  @Moment({ example: '2026-11-30T09:30:00Z', about: 'Of the conference on record; another time told is a move.' })
  readonly startsAt!: string;

  @Moment({ example: '2026-11-30T11:00:00Z' })
  readonly endsAt!: string;

  @WholeNumber({ example: 1, about: 'Children added, or of whom nothing was known before.' })
  readonly newChildren!: number;

  @WholeNumber({ example: 8, about: 'Working days from the day this invitation was received to the start.' })
  readonly noticeDays!: number;
}

export const furtherIn = (body: FurtherInvitationToRecord): FurtherInvitation => ({
  receivedAt: instantOf(body.receivedAt),
  channel: body.channel,
  cameTo: body.cameTo ?? null,
  asked: askedOf(body.asked),
  children: (body.children ?? []).map(childOf),
});

export const addedAnswer = ({ conference, sitting, newChildren, noticeDays }: Added): AddedAnswer => ({
  reference: conference.reference,
  startsAt: sitting.startsAt.toString(),
  endsAt: sitting.endsAt.toString(),
  newChildren,
  noticeDays,
});

export function furtherProblem(refused: FurtherRefusal): Error {
  const detail = `${furtherSentence(refused)}.`;
  const pointer = refused.kind === 'received-in-future' ? '/receivedAt' : '';
  return refusal(refused.kind, detail, { errors: [{ pointer, code: refused.kind, detail }] });
}
