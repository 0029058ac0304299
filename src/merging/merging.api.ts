import { assignRefusal } from '../assignments/assign.page.js';
import { MoveToMake, ReleasedAnswer } from '../changes/changes.api.js';
import { ConferenceAnswer } from '../conferences/conferences.api.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import { changedMeanwhile } from '../web/api/etag.js';
import { Choice, Flag, Parts, Shaped, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { FACTS, type FactName } from './merge.js';
import { mergeSentence } from './merge-words.js';
import type { MergingRefusal } from './merging.service.js';
import { SHARES, splitSentence, type Share } from './split.js';
import type { Split, SplittingRefusal } from './splitting.service.js';
import type { UnmergingRefusal } from './unmerging.service.js';

const REFERENCE = {
  shape: /^TV-\d{2}-\d{6}$/,
  sentence: 'Give a reference such as TV-26-000001.',
  example: 'TV-26-000002',
};

export class FactToTake {
  @Choice(FACTS, { example: 'venue' })
  readonly fact!: FactName;
}

export class MergeToMake {
  @Shaped({ ...REFERENCE, about: 'The conference that goes into this one, and is voided.' })
  readonly other!: string;

  @Shaped({
    shape: /^"\d{1,9}"$/,
    sentence: 'Give an ETag such as "1".',
    example: '"1"',
    about: 'The ETag of the other.',
  })
  readonly otherIfMatch!: string;

  @Parts(FactToTake, {
    presence: 'omittable',
    max: FACTS.length,
    about: 'Facts whose value is taken from the other. Those that may not be taken stay as they are.',
  })
  readonly take?: readonly FactToTake[];
}

export class MergedAnswer extends ConferenceAnswer {
  @Text({ example: 'TV-26-000002', about: 'The one that was merged away.' })
  readonly merged!: string;

  @Texts({ example: ['1 invitation', '1 child added'], about: 'What went over, in words.' })
  readonly moved!: readonly string[];

  @Flag({ example: false, about: 'A decision on the relevance of the other was not carried over: decide again.' })
  readonly relevanceInDoubt!: boolean;
}

export class UnmergedAnswer extends ConferenceAnswer {
  @Text({ example: 'TV-26-000001', about: 'The one that it had been merged into.' })
  readonly apartFrom!: string;

  @Texts({ example: ['Ada Okafor'], about: 'Who is on it again with the same calendar entry.' })
  readonly broughtBack!: readonly string[];

  @Texts({ example: [], about: 'Who had been called off, and is asked again.' })
  readonly reinvited!: readonly string[];

  @Parts(ReleasedAnswer, { about: 'Who had been called off and cannot be asked again.' })
  readonly released!: readonly ReleasedAnswer[];
}

export class ChildWhoGoes {
  @WholeNumber({ min: 1, max: 100, example: 2, about: 'Place among `children` as last read; the first one is 1.' })
  readonly place!: number;
}

export class InvitationToShare {
  @WholeNumber({ min: 1, example: 1, about: 'The id of an invitation to the conference.' })
  readonly id!: number;

  @Choice(SHARES, { example: 'both', about: '`new`: to the new one instead; `old`: not to the new one.' })
  readonly to!: Share;
}

/** Time and place are those of the conference unless given. */
export class ConferenceToSplit extends MoveToMake {
  @Parts(ChildWhoGoes, { max: 20, about: 'The children of the new conference.' })
  readonly children!: readonly ChildWhoGoes[];

  @Parts(InvitationToShare, { presence: 'omittable', max: 100, about: 'Those not named are to both conferences.' })
  readonly invitations?: readonly InvitationToShare[];

  @Flag({ presence: 'omittable', example: false, about: 'Ask the same lead for the new one, if free.' })
  readonly inviteLead?: boolean;
}

export class SplitAnswer extends ConferenceAnswer {
  @Text({ example: 'TV-26-000001' })
  readonly splitFrom!: string;

  @Text({ presence: 'nullable', example: 'Ada Okafor', about: 'Who is asked for it; null when nobody is.' })
  readonly invited!: string | null;

  @Text({ presence: 'nullable', example: null, max: 500, about: 'Why the lead is not asked, when that was wanted.' })
  readonly notInvited!: string | null;
}

/** Who is asked for the new conference, or why nobody is. */
export const leadAnswer = ({ lead }: Split): Pick<SplitAnswer, 'invited' | 'notInvited'> => ({
  invited: lead?.ok ? lead.value.attendee.name : null,
  notInvited: lead === null || lead.ok ? null : assignRefusal(lead.refusal).text,
});

/** Each refused merge, or taking back of one, as a problem in the words of the page. */
export const mergeProblem = (refused: MergingRefusal | UnmergingRefusal): Error =>
  refused.kind === 'changed-meanwhile'
    ? changedMeanwhile(refused.now)
    : refusal(refused.kind, mergeSentence(refused), 'reference' in refused ? { reference: refused.reference } : {});

/** Each refused split as a problem. */
export function splitProblem(refused: SplittingRefusal): Error {
  switch (refused.kind) {
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now);
    case 'end-before-start':
    case 'too-long':
    case 'too-far':
      return refusal(refused.kind, TIME_SENTENCES[refused.kind]);
    case 'confirm':
      return refusal(refused.kind, 'The time is unusual. If it is meant, send it again with confirmed: true.', {
        cautions: refused.cautions,
      });
    default:
      return refusal(refused.kind, splitSentence(refused));
  }
}
