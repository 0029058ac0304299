import { problem, type ProblemError } from '../problem.js';

interface Explained {
  readonly status: number;
  /** What it means for whoever wrote the program, and what to do. */
  readonly meaning: string;
}

/** Every `type` the API answers with. A refusal that is not in this table does not compile. */
export const PROBLEMS = {
  // Of every request.
  'bad-request': { status: 400, meaning: 'The request could not be read, for example because the JSON is broken.' },
  'not-signed-in': {
    status: 401,
    meaning:
      'No bearer token came, or it has run out, is for somebody else or was not signed by the configured issuer.',
  },
  forbidden: { status: 403, meaning: 'The role of the token does not allow this, for any record.' },
  'not-found': {
    status: 404,
    meaning: 'It does not exist, or it lies outside the hubs of the token: both look the same.',
  },
  'too-large': { status: 413, meaning: 'The body is larger than the server reads.' },
  'unsupported-media-type': { status: 415, meaning: 'The body is in a format other than JSON.' },
  'invalid-body': {
    status: 422,
    meaning:
      'The body is not as documented. Each place is named in `errors` by a JSON pointer, with what belongs there.',
  },
  'invalid-query': {
    status: 422,
    meaning: 'The query is not as documented. Each parameter is named in `errors`, with what belongs there.',
  },
  'too-many-requests': {
    status: 429,
    meaning: 'More requests came in a minute than the server takes. Wait, then go on.',
  },
  'internal-error': { status: 500, meaning: 'A fault of the tracker. Nothing was changed; the fault is in its log.' },
  'identity-provider-away': {
    status: 503,
    meaning: 'The token could not be checked, because the issuer does not answer. Try again in a few minutes.',
  },

  // Of requests that change something.
  'idempotency-key-missing': {
    status: 400,
    meaning: 'This request needs an `Idempotency-Key` of 1 to 255 printable characters, new for each thing to record.',
  },
  'idempotency-key-reused': {
    status: 422,
    meaning: 'The same `Idempotency-Key` came before with another body. Send a new key with a new request.',
  },
  'in-progress': {
    status: 409,
    meaning: 'A request with the same `Idempotency-Key` is being worked on. Send it again in a few seconds.',
  },
  'if-match-missing': {
    status: 428,
    meaning: 'This change needs `If-Match` with the `ETag` of what is to be changed, as it was last read.',
  },
  'changed-meanwhile': {
    status: 412,
    meaning: 'Somebody changed it since it was read. Read it again, then decide whether the change still holds.',
  },
  confirm: {
    status: 422,
    meaning:
      'The time is unusual, in the ways that `cautions` names. If it is meant, send it again with `confirmed: true`.',
  },
  'reason-missing': { status: 422, meaning: 'This needs a reason: words, or for an outcome one of the listed codes.' },
  'unknown-person': { status: 422, meaning: 'There is no attendee with this id.' },

  // Expected conferences and challenges.
  'cannot-match': { status: 409, meaning: 'That conference cannot be the expected one; `detail` says why.' },
  'nothing-to-challenge': { status: 422, meaning: 'There is nothing here to challenge; `detail` says why.' },
  'challenge-refused': {
    status: 409,
    meaning: 'The challenge does not take this step as it stands; `detail` says why.',
  },

  // Invitations.
  'unknown-hub': { status: 422, meaning: 'There is no hub with this code.' },
  'not-your-hub': { status: 403, meaning: 'The token may not record invitations for this hub.' },
  'end-before-start': { status: 422, meaning: 'The end is not after the start.' },
  'too-long': { status: 422, meaning: 'The conference would last longer than any does.' },
  'too-far': { status: 422, meaning: 'The conference lies more than two years away.' },
  'received-in-future': { status: 422, meaning: 'The invitation cannot have been received later than now.' },
  'strategy-after-start': { status: 422, meaning: 'The strategy discussion cannot come after the conference.' },
  'duplicate-meeting-id': {
    status: 409,
    meaning:
      'The local authority has used this meeting id already; `reference` names that conference when it is known.',
  },
  'possible-duplicate': {
    status: 409,
    meaning:
      'It may be one of the conferences in `candidates`: they share a child within a fortnight, or the time and venue. ' +
      'Add the invitation to that one, or send it again with `another: true`.',
  },
  'not-begun': {
    status: 422,
    meaning: 'A conference that has not begun has no missing invitation yet: being told of it now is one.',
  },
  'not-a-transfer-in': { status: 422, meaning: 'Only a conference of the kind transfer-in has this.' },
  'trigger-missing': {
    status: 422,
    meaning: 'The day needs what it is of: `triggerKind` says what started the clock.',
  },
  'trigger-too-late': {
    status: 422,
    meaning: 'A transfer begins before its conference, and not later than today.',
  },
  'cannot-add': { status: 409, meaning: 'A voided conference stays as it is: nothing can be added to it.' },
  'duplicate-child': { status: 422, meaning: 'The same local authority child id is given twice.' },
  'already-decided': { status: 409, meaning: 'A colleague has decided on this invitation already.' },

  // Lists.
  'list-too-large': { status: 413, meaning: 'The file is larger than 200 MB. Send a part of the list at a time.' },
  'list-empty': { status: 422, meaning: 'The file is empty: there is no list in it.' },
  'list-not-ready': {
    status: 409,
    meaning: 'The list is still being read, was refused, or was carried out already: see its `state`.',
  },
  'no-such-row': { status: 422, meaning: 'The list has no row with this number that asks anything.' },
  'no-such-answer': { status: 422, meaning: 'The row does not take this answer; `answers` names those it takes.' },

  // Plans.
  'wrong-days': { status: 422, meaning: 'The days are over, end before they begin, or are more than a plan takes.' },
  'too-many-sittings': { status: 422, meaning: 'More conferences are open in these days than one plan takes.' },
  'plans-waiting': { status: 409, meaning: 'Several plans of the token wait to be made. Wait until one is ready.' },
  'not-planned': { status: 409, meaning: 'The plan is not made yet, so nothing can be asked of it.' },
  'no-such-sitting': { status: 422, meaning: 'The conference is not one of those that the plan is about.' },
  'questions-waiting': { status: 409, meaning: 'Many questions wait already. Wait for their answers.' },
  'plan-not-ready': {
    status: 409,
    meaning: 'The plan is being made, was not made, or was carried out: see its `state`.',
  },
  'plan-supposed': { status: 409, meaning: 'The plan supposes what is not so. Record that first, then plan again.' },
  'plan-out-of-date': {
    status: 409,
    meaning: 'Something changed since the plan was made; `because` says what. Nothing was done: plan again.',
  },

  // Lists of what was held.
  'wrong-period': { status: 422, meaning: 'The period is to come, ends before it begins, or is longer than a year.' },
  'row-changed': {
    status: 409,
    meaning: 'Somebody decided about the row since it was read, or its conference changed. Read it again.',
  },
  'row-refused': { status: 422, meaning: 'The row does not take this decision as it stands; `detail` says why.' },

  // Moves and changes of state.
  'cannot-correct': { status: 409, meaning: 'The conference is voided, so it stays as it is.' },
  'cannot-move': {
    status: 409,
    meaning: 'Only a conference that is scheduled, stood down or postponed can be given another time.',
  },
  'needs-new-time': {
    status: 422,
    meaning: 'The conference is off. Give it another time, or reinstate it as it stood.',
  },
  'cannot-sit-again': { status: 409, meaning: 'A conference in this state cannot be adjourned to another sitting.' },
  'before-last-sitting': { status: 422, meaning: 'The new sitting must begin after the last one has ended.' },
  'nothing-changed': { status: 422, meaning: 'What is given is what it has already.' },
  'not-from-here': { status: 409, meaning: 'The state that the conference is in does not allow this change.' },

  // Two records of one conference, and one record of two.
  'same-conference': { status: 422, meaning: 'Both references are of one conference.' },
  'merge-voided': { status: 409, meaning: 'One of the two conferences is voided, so it stays as it is.' },
  'outcome-lost': {
    status: 409,
    meaning: 'A conference with an outcome cannot be merged away. Keep that one, named in `reference`.',
  },
  'sat-before': {
    status: 409,
    meaning: 'A conference that was adjourned cannot be merged away. Keep that one, named in `reference`.',
  },
  'other-family': { status: 409, meaning: 'One is an initial conference and the other a review.' },
  'not-merged': { status: 409, meaning: 'The conference is not merged into another.' },
  'worked-on': {
    status: 409,
    meaning: 'Somebody has worked on the conference since the merge, so it cannot be taken back.',
  },
  'cannot-split': { status: 409, meaning: 'A conference in this state is not split.' },
  'too-few-children': { status: 409, meaning: 'The conference is about fewer than two children.' },
  'nobody-goes': { status: 422, meaning: 'The new conference must be about at least one of the children.' },
  'nobody-stays': { status: 422, meaning: 'At least one of the children must stay.' },
  'never-invited': { status: 422, meaning: 'Each of the two conferences needs an invitation, or it counts nowhere.' },

  // Transfers and quorum.
  'authority-missing': { status: 422, meaning: 'A transfer out names the authority that the family has moved to.' },
  'receiving-day-missing': {
    status: 422,
    meaning: 'A receiving conference that is known has a day; otherwise it is `awaited`, or there is `none`.',
  },
  'receiving-too-far': { status: 422, meaning: 'The receiving conference lies more than two years away.' },
  'not-sat': { status: 409, meaning: 'A conference in this state has no sitting that could be inquorate.' },
  'sits-again': {
    status: 409,
    meaning: 'The sitting was inquorate and adjourned. It is not moved: add the next one as another sitting.',
  },
  'nothing-to-look-at': { status: 409, meaning: 'Nothing has changed since the relevance was decided.' },
  'nothing-to-confirm': {
    status: 409,
    meaning: 'Nothing of this conference is to be confirmed: a person recorded it, or has confirmed it already.',
  },

  // Relevance.
  'not-a-review': { status: 409, meaning: 'Only reviews are decided on: police go to every initial conference.' },
  'criteria-missing': { status: 422, meaning: 'A relevant review names at least one criterion.' },
  'unknown-criterion': { status: 422, meaning: 'There is no criterion with this code.' },

  // Assignments.
  'not-open': { status: 409, meaning: 'Nobody can be assigned to a conference in this state.' },
  'already-started': { status: 409, meaning: 'The conference is over: record who went as its outcome.' },
  'has-left': { status: 409, meaning: 'The attendee has left and takes no more conferences.' },
  'no-mail-address': { status: 409, meaning: 'The attendee has no mail address, so no invitation can reach them.' },
  'is-the-desk': { status: 409, meaning: 'The attendee has the address that invitations come from.' },
  'already-on-it': { status: 409, meaning: 'The attendee is assigned to this conference already.' },
  'lead-taken': { status: 409, meaning: 'Somebody leads this conference already.' },
  overlap: {
    status: 409,
    meaning: 'The attendee is at another conference then. Name somebody else, or give `overlapReason`.',
  },
  'conflict-of-interest': { status: 409, meaning: 'The attendee has a conflict of interest in this family.' },
  away: {
    status: 409,
    meaning: 'The attendee is away then. Name somebody else, or give `overlapReason`.',
  },
  'not-active': { status: 409, meaning: 'The attendee has been withdrawn already.' },

  // Attendees themselves.
  'unusable-attendee': { status: 422, meaning: 'An attendee cannot be kept so: `detail` names each field.' },
  'address-taken': { status: 409, meaning: 'Somebody else has one of the addresses.' },
  'still-assigned': { status: 409, meaning: 'Conferences to come count on the attendee: see `references`.' },

  // Absences. 'end-before-start' is told with the invitations.
  'absence-too-long': { status: 422, meaning: 'The absence lasts longer than two years.' },
  'absence-too-far': { status: 422, meaning: 'The absence begins more than five years from now.' },
  'absence-overlaps': { status: 409, meaning: 'The attendee is away then already: see `startsAt` and `endsAt`.' },
  'unusable-pattern': { status: 422, meaning: 'The working hours are not usable; `detail` says what to mend.' },
  'pattern-overlaps': { status: 409, meaning: 'Other working hours begin in that time: see `fromOn`.' },

  // Participation.
  'not-started': { status: 409, meaning: 'The conference has not started, so it has no outcome.' },
  'not-held': { status: 409, meaning: 'A conference in this state has no outcome.' },
  'who-missing': { status: 422, meaning: 'Whoever attended must be named.' },
  'nobody-was-there': {
    status: 422,
    meaning: 'With `not` nobody was there: leave out who, how and the decision, or say `attended` or `part`.',
  },
  'mode-missing': { status: 422, meaning: 'How they attended must be said.' },
  'note-missing': { status: 422, meaning: 'This reason needs a note.' },
  'correction-reason-missing': {
    status: 409,
    meaning:
      'An outcome or report is on record, given as `recorded`. Changing it needs `correction`: why it was wrong.',
  },

  // What an outcome says besides.
  'times-of-part-only': { status: 422, meaning: 'Only whoever attended part came or left at another time.' },
  'outside-the-sitting': { status: 422, meaning: 'The times lie outside the sitting.' },
  'left-before-coming': { status: 422, meaning: 'They cannot have left before they came.' },
  'unknown-voice-way': { status: 422, meaning: 'There is no such way in which a child is heard.' },
  'voice-not-heard': { status: 422, meaning: 'How the child was heard needs `voiceHeard: "yes"`.' },
  'unknown-child': { status: 422, meaning: 'The conference has no child with this id, or it is named twice.' },
  'review-before-conference': { status: 422, meaning: 'The next review must be after the conference.' },

  // Reports.
  'report-of-voided': { status: 409, meaning: 'The conference is voided, so it takes no report.' },
  'sent-by-missing': { status: 422, meaning: 'Whoever sent the report must be named.' },
  'sent-in-future': { status: 422, meaning: 'A report cannot have been sent later than now.' },
  'sent-too-early': {
    status: 422,
    meaning: 'The report was sent more than a year before the conference: see the year.',
  },
  'sent-time-missing': {
    status: 422,
    meaning:
      'It was sent on the day of the conference: give `sentTime`, which decides whether it came before the start.',
  },
  'nothing-to-add-not-enough': {
    status: 422,
    meaning: 'Only a review that was decided not relevant can have nothing to add. Any other owes a report.',
  },
  'read-out-before-start': { status: 422, meaning: 'The conference has not started, so nothing was read out yet.' },
  'nothing-to-read-out': { status: 422, meaning: 'There is no report that could have been read out.' },
  'minutes-of-none': { status: 409, meaning: 'The conference has not begun, or is off, so it has no minutes.' },
  'minutes-too-early': {
    status: 422,
    meaning: 'Minutes are asked for and come on the day of the conference or later.',
  },
  'minutes-too-late': { status: 422, meaning: 'The day is still to come.' },
  'minutes-before-asked': { status: 422, meaning: 'Minutes came before they were asked for.' },
  'frozen-reason-missing': {
    status: 409,
    meaning: 'The figures of the month are published. What changes them needs `correction`: why it comes only now.',
  },

  // Quality audits.
  'not-over': { status: 409, meaning: 'Only the contribution to a conference that was held can be audited.' },
  'of-other-authority': { status: 409, meaning: 'An authority outside Thames Valley convened the conference.' },
  'nothing-contributed': { status: 409, meaning: 'Nobody attended and no report went, so there is nothing to audit.' },
  'own-contribution': { status: 409, meaning: 'Nobody audits what they brought, or were to bring, themselves.' },
  'unknown-basis': { status: 422, meaning: 'There is no such way to judge a contribution.' },
  'basis-absent': { status: 422, meaning: 'What the audit says it judged by was not there.' },
  'findings-incomplete': { status: 422, meaning: 'Every criterion in force must be met or not met.' },
  'unknown-finding': { status: 422, meaning: 'The criteria in force have no such criterion.' },
  'finding-twice': { status: 422, meaning: 'A criterion stands twice.' },
  'unknown-correction': { status: 422, meaning: 'There is no such reason for a correction.' },
} as const satisfies Record<string, Explained>;

export type ProblemKind = keyof typeof PROBLEMS;

export const isProblemKind = (kind: string): kind is ProblemKind => Object.hasOwn(PROBLEMS, kind);

/**
 * A refusal of the API, with the status that the table gives its kind.
 * @param detail one sentence about this very case that says what to do; without it, what the kind means
 */
export const refusal = (
  kind: ProblemKind,
  detail: string = PROBLEMS[kind].meaning,
  extra: Readonly<Record<string, unknown>> = {},
): ProblemError => problem(PROBLEMS[kind].status, kind, detail, extra);
