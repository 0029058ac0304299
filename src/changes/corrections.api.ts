import { ConferenceAnswer } from '../conferences/conferences.api.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { ChildToRecord } from '../invitations/invitations.api.js';
import { changedMeanwhile } from '../web/api/etag.js';
import { Choice, Flag, Parts, Text, Texts } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import type { ChangedMeanwhile } from './changes.service.js';
import type { ChildrenRefusal } from './corrections.js';
import type { KindRefusal } from './corrections.service.js';

/** The children as they are to be. */
export class ChildrenToHave {
  @Parts(ChildToRecord, { max: 20, about: 'All of them: whoever is on record and not here is taken off.' })
  readonly children!: readonly ChildToRecord[];

  @Text({ max: 500, example: 'A sibling was added by the social worker' })
  readonly reason!: string;
}

export class ChildrenChangedAnswer extends ConferenceAnswer {
  @Flag({ example: false, about: 'Another child is concerned by this review: decide its relevance again.' })
  readonly relevanceInDoubt!: boolean;
}

export class KindToHave {
  @Choice(CONFERENCE_KINDS, { example: 'icpc' })
  readonly kind!: ConferenceKind;

  @Text({ max: 500, example: 'The child was born before the conference' })
  readonly reason!: string;
}

export class KindConvertedAnswer extends ConferenceAnswer {
  @Texts({ example: ['Ada Okafor'], about: 'Whose calendar gets the new kind, without being asked again.' })
  readonly told!: readonly string[];
}

/** Each refused correction as a problem. */
export function correctionProblem(refused: ChildrenRefusal | KindRefusal | ChangedMeanwhile): Error {
  switch (refused.kind) {
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now);
    case 'duplicate-meeting-id':
      return refusal(refused.kind, 'Another conference of that kind has the same LA meeting id.');
    default:
      return refusal(refused.kind);
  }
}
