/** Why an invitation was not recorded, as programs are told. */
import { TIME_SENTENCES } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import { refusal } from '../web/api/problems.js';
import { ProblemError } from '../web/problem.js';
import type { PossibleDuplicate } from './duplicate.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';

const duplicateAnswer = ({ conference, because }: PossibleDuplicate): object => ({
  reference: conference.reference,
  kind: conference.kind,
  state: conference.state,
  startsAt: conference.startsAt.toString(),
  endsAt: conference.endsAt.toString(),
  children: conference.children.length,
  because,
});

/** Where in the body the mistake is that a refusal tells of. */
function pointerOf(refused: InvitationRefusal, given: GivenInvitation): string {
  switch (refused.kind) {
    case 'unknown-hub':
    case 'not-your-hub':
      return '/hub';
    case 'end-before-start':
    case 'too-long':
      return '/endsAt';
    case 'too-far':
      return '/startsAt';
    case 'received-in-future':
      return '/receivedAt';
    case 'strategy-after-start':
      return '/strategyDiscussionOn';
    case 'not-begun':
      return '/channel';
    case 'not-a-transfer-in':
    case 'trigger-missing':
    case 'trigger-too-late':
      return '/transferIn';
    case 'duplicate-meeting-id':
      return '/laMeetingId';
    case 'possible-duplicate':
      return '/another';
    case 'duplicate-child':
      return `/children/${given.children.findLastIndex((child) => child.laChildId === refused.laChildId)}/laChildId`;
    case 'confirm':
      return '/confirmed';
    case 'already-decided':
      return '';
    default:
      return never(refused);
  }
}

/** The first refusal as a problem, which names in `errors` all that there are. */
export function invitationProblems(
  first: InvitationRefusal,
  all: readonly InvitationRefusal[],
  given: GivenInvitation,
): Error {
  const known = all.some(({ kind }) => kind === first.kind) ? all : [first, ...all];
  const errors = known.map((one) => {
    const { detail } = invitationProblem(one).problem;
    return { pointer: pointerOf(one, given), code: one.kind, detail };
  });
  return new ProblemError({ ...invitationProblem(first).problem, errors });
}

/** Each refusal as a problem. */
function invitationProblem(refused: InvitationRefusal): ProblemError {
  switch (refused.kind) {
    case 'unknown-hub':
      return refusal(
        refused.kind,
        `There is no hub "${refused.hubCode}". Use a code such as reading or west-berkshire.`,
      );
    case 'not-your-hub':
      return refusal(refused.kind, `You do not record for the ${refused.hubName} hub. Ask one of its coordinators.`);
    case 'end-before-start':
    case 'too-long':
    case 'too-far':
      return refusal(refused.kind, TIME_SENTENCES[refused.kind]);
    case 'received-in-future':
    case 'strategy-after-start':
    case 'not-begun':
    case 'not-a-transfer-in':
    case 'trigger-missing':
    case 'trigger-too-late':
      return refusal(refused.kind);
    case 'duplicate-meeting-id':
      return refusal(
        refused.kind,
        refused.reference === null
          ? `A conference with the LA meeting id ${refused.laMeetingId} was recorded just now.`
          : `The LA meeting id ${refused.laMeetingId} already belongs to ${refused.reference}.`,
        { reference: refused.reference },
      );
    case 'possible-duplicate':
      return refusal(
        refused.kind,
        'This may be recorded already. Add it to that conference, or send it again with another: true.',
        { candidates: refused.found.map(duplicateAnswer) },
      );
    case 'duplicate-child':
      return refusal(refused.kind, `The LA child id ${refused.laChildId} is given twice.`);
    case 'already-decided':
      return refusal(refused.kind, `${refused.by} has dealt with this invitation already.`);
    case 'confirm':
      return refusal(refused.kind, 'The time is unusual. If it is meant, send it again with confirmed: true.', {
        cautions: refused.cautions,
      });
    default:
      return never(refused);
  }
}
