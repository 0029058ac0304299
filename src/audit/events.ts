/** What the trail can say, and with which facts. Values of erased fields are never among them (DPA 2018 s.62). */
export interface AuditEvents {
  'account.signed-in': { roles: readonly string[] };
  'account.signed-out': Record<string, never>;
  'invitation.recorded': {
    channel: string;
    receivedAt: string;
    noticeDays: number;
    cautions: readonly string[];
    /** Where it reached TVP when that was not the hub. */
    cameTo?: string;
  };
  'candidate.arrived': { candidateId: number; channel: string };
  'candidate.confirmed': { candidateId: number };
  'candidate.applied': { candidateId: number; asked: string };
  'candidate.rejected': { candidateId: number; reason: string };
  'conference.created': { kind: string; hub: string; startsAt: string; convenedBy?: string };
  'conference.never-invited': { learntFrom: string; learntAt: string };
  /** By automation, under a policy that asks for a person; `because` names what of it was met. */
  'conference.to-confirm': { because: readonly string[]; policyVersion: string };
  'conference.confirmed': { because: readonly string[]; how: 'as it stood' | 'by correcting it' };
  'conference.viewed': Record<string, never>;
  'conference.listed': { page: string; references: readonly string[] };
  /** `was` is the time before as instants, and `asked` who has to answer again, for whoever works out what was owed. */
  'conference.moved': {
    from: string;
    to: string;
    reason: string;
    was?: { readonly startsAt: string; readonly endsAt: string };
    asked?: readonly string[];
  };
  'conference.reconvened': { from: string; to: string; reason: string };
  'conference.changed-state': { from: string; to: string; reason: string };
  /** Children as their ages in words; `now` is how many there are. */
  'conference.changed-children': { added: readonly string[]; removed: readonly string[]; now: number; reason: string };
  'conference.changed-kind': { from: string; to: string; reason: string };
  'conference.transfer-in-told': { trigger: string | null; on: string | null; from: string | null };
  'conference.transfer-out-told': { to: string | null; contact: string | null; receiving: string; on: string | null };
  'conference.inquorate': { sitting: string; outcome: string; forWantOfPolice: boolean };
  'conference.convener-told': { before: string | null; after: string | null; reason: string };
  'relevance.look-again': { because: string };
  'relevance.kept': { because: string };
  'relevance.reopened': { because: string };
  'relevance.hub-told': { recipient: string };
  /** Markers are counted, never told: what they point at is kept with the police alone. */
  'marker.imported': { source: string; added: number; known: number; refused: number; reopened: readonly string[] };
  'marker.withdrawn': { markerId: number; kind: string; reason: string };
  'conference.completed': { importId: number; meetingId: string | null; children: number; undone: boolean };
  'conference.told-apart': { other: string };
  /** `moved` says in words what went over; `mergeId` names the merge that can be put back. */
  'conference.merged': { mergeId: number; other: string; moved: readonly string[] };
  'conference.merged-into': { mergeId: number; other: string };
  'conference.unmerged': { mergeId: number; other: string };
  /** Children as their ages in words. */
  'conference.split-into': { other: string; children: readonly string[]; reason: string };
  'conference.split-from': { other: string; children: readonly string[]; reason: string };
  'assignment.made': { attendee: string; lead: boolean; overlapReason: string | null };
  'assignment.refused': { attendee: string; kind: string };
  'assignment.withdrawn': { attendee: string; reason: string };
  'assignment.asked-again': { attendee: string };
  /** On to the conference that theirs was merged with, or back; they keep their calendar entry. */
  'assignment.brought-over': { attendee: string; from: string; asked: boolean };
  'assignment.answered': {
    attendee: string;
    answer: string;
    channel: string;
    comment: string | null;
    /** The address of the delegate who answered for them. */
    delegate?: string;
  };
  'relevance.decided': { value: string; criteria: readonly string[]; reason: string; afterStart: boolean };
  /** `channel` when it was not a page or a program: the link in the invitation. */
  'participation.recorded': {
    outcome: string;
    attendedBy: string | null;
    reason: string | null;
    besides?: readonly string[];
    channel?: string;
    /** Where the figures of the month were published already. */
    why?: string;
  };
  /** What nobody had said before was added; nothing changed. */
  'participation.completed': { added: readonly string[] };
  'participation.corrected': { before: string; after: string; why: string };
  /** The report in words: "Report sent Thu 26 Nov 2026 by Ada Okafor". */
  'report.recorded': { report: string; inTime: boolean };
  'report.corrected': { before: string; after: string; why: string };
  /** The audit in codes of config/quality.json; `why` where it is corrected, or the month is published. */
  'quality.audited': { audit: string; good: boolean; version: string; why?: string };
  'quality.corrected': { before: string; after: string; good: boolean; version: string; why: string };
  'minutes.recorded': { askedOn: string | null; receivedOn: string | null };
  'attendee.saved': { attendeeId: number; fields: readonly string[] };
  'attendee.mail-failed': { attendeeId: number; because: string };
  'attendee.mail-cleared': { attendeeId: number };
  /** Never why: it may be about their health. */
  'absence.recorded': { attendeeId: number; absenceId: number; from: string; until: string; source: string };
  'absence.changed': { attendeeId: number; absenceId: number; from: string; until: string };
  'absence.removed': { attendeeId: number; absenceId: number; from: string; until: string };
  'pattern.saved': { attendeeId: number; from: string; until: string | null; weeklyHours: number };
  'pattern.removed': { attendeeId: number; from: string };
  'conflict.recorded': { attendee: string; reason: string };
  'conflict.removed': { attendee: string };
  'mail.sent': { method: string; recipient: string; sequence: number };
  'mail.failed': { method: string; recipient: string; error: string };
  'mail.dropped': { method: string; recipient: string; sequence: number; because: string };
  'mail.bounced': { method: string; recipient: string; sequence: number; because: string };
  'mail.settled': { mailId: number; outcome: string; reason: string };
  'mail.replayed': { mailId: number; before: string; beforeReason: string; after: string; afterReason: string };
  'mail.viewed': { mailId: number };
  'mail.retried': { method: string; recipient: string; sequence: number };
  'self-test.sent': { step: string; recipient: string };
  'self-test.answered': { step: string; answer: string; from: string };
  'import.received': { importId: number; hub: string; sha256: string };
  'import.viewed': { importId: number };
  'import.columns-given': { importId: number; fields: readonly string[] };
  'import.carried-out': { importId: number; created: number; updated: number; joined: number; notDone: number };
  /** What a service account asked for and did not get; nothing of what it sent but where it was wrong. */
  'automation.refused': { asked: string; hub: string | null; problem: string; places: readonly string[] };
  'automation.digest-sent': { hub: string; day: string; recipient: string };
  'import.undone': { importId: number; undone: number; kept: number };
  'import.file-erased': { importId: number; why: 'refused' | 'carried-out' | 'expired' };
  'history.imported': { importId: number; row: number; state: string; outcome: string | null };
  'reconciliation.received': { reconciliationId: number; hub: string; period: string; sha256: string };
  'reconciliation.viewed': { reconciliationId: number };
  'reconciliation.columns-given': { reconciliationId: number; fields: readonly string[] };
  'reconciliation.said-same': { reconciliationId: number; rowId: number; same: boolean };
  'reconciliation.recorded': {
    reconciliationId: number;
    rowId: number;
    as: string;
    meetingId: string | null;
    /** Which of it nobody told: the time of day was assumed. */
    timeAssumed: boolean;
    receivedBy: string | null;
  };
  'reconciliation.record-undone': { reconciliationId: number; rowId: number };
  'reconciliation.agreed': {
    reconciliationId: number;
    rowId: number;
    position: string | null;
    before: string | null;
    with: string | null;
    note: string | null;
  };
  'reconciliation.asked': { reconciliationId: number; rows: readonly number[] };
  'recommendation.added': { recommendationId: number; source: string; status: string };
  'recommendation.changed': { recommendationId: number; changes: readonly FieldChange[] };
  'expectation.recorded': { expectationId: number; hub: string; kind: string; dueOn: string; source: string };
  /** `inviteBy` is the day by which its invitation was to come, before and after. */
  'expectation.due-changed': {
    expectationId: number;
    before: string;
    after: string;
    inviteBy: { readonly before: string; readonly after: string };
  };
  'expectation.settled': { expectationId: number; before: string; after: string; reason: string | null };
  'expectation.asked': { expectationId: number; on: string };
  'challenge.raised': { challengeId: number; about: string; procedure: string; dueOn: string };
  'challenge.stepped': { challengeId: number; stage: number; step: string; state: string };
  'plan.asked': { planId: number; hubs: readonly string[]; from: string; to: string };
  'plan.viewed': { planId: number };
  'plan.question-asked': { planId: number; kind: string; conference: string };
  'plan.committed': { planId: number; assigned: number; withdrawn: number };
  'plan.refused': { planId: number; because: readonly string[] };
  /** Nobody's doing: the month was due. */
  'month.frozen': { month: string; conferences: number; sha256: string };
  /** What was open, told to one address in one mail; and a proof that does not account for everything. */
  'chase.sent': { recipient: string; references: readonly string[] };
  'proof.reported': { recipient: string };
  /** A file of figures left; what stood in it follows as listed, piece by piece. `what` is the address. */
  'figures.exported': { grain: string; form: string; rows: number; what: string };
  'feed.created': { feedId: number; of: string };
  'feed.revoked': { feedId: number; of: string };
}
/** One field as it stood before and stands now; '' where there is nothing. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}
export type AuditAction = keyof AuditEvents;

/** The same in words, for timelines and the audit page: a new event does not compile until it has them. */
export const AUDIT_WORDS: Record<AuditAction, string> = {
  'account.signed-in': 'Signed in',
  'account.signed-out': 'Signed out',
  'invitation.recorded': 'Invitation recorded',
  'candidate.arrived': 'Invitation arrived',
  'candidate.confirmed': 'Invitation confirmed',
  'candidate.applied': 'Message acted on',
  'candidate.rejected': 'Invitation rejected',
  'conference.created': 'Conference created',
  'conference.to-confirm': 'To be confirmed by a person',
  'conference.confirmed': 'Confirmed',
  'conference.viewed': 'Looked at',
  'conference.listed': 'Listed',
  'conference.moved': 'Moved',
  'conference.reconvened': 'New sitting',
  'conference.changed-state': 'State changed',
  'conference.changed-children': 'Children changed',
  'conference.changed-kind': 'Kind changed',
  'conference.never-invited': 'Never invited',
  'conference.transfer-in-told': 'Transfer in recorded',
  'conference.transfer-out-told': 'Transfer out recorded',
  'conference.inquorate': 'Inquorate',
  'conference.convener-told': 'Convening authority changed',
  'relevance.look-again': 'Relevance to look at again',
  'relevance.kept': 'Relevance looked at again, unchanged',
  'relevance.reopened': 'Relevance opened again',
  'relevance.hub-told': 'Hub told that relevance is open again',
  'marker.imported': 'Police markers recorded',
  'marker.withdrawn': 'Police marker withdrawn',
  'conference.completed': 'Completed from a list',
  'conference.told-apart': 'Said not to be the same',
  'conference.merged': 'Merged',
  'conference.merged-into': 'Merged away',
  'conference.unmerged': 'Merge taken back',
  'conference.split-into': 'Split',
  'conference.split-from': 'Split off',
  'assignment.made': 'Person assigned',
  'assignment.refused': 'Assignment refused',
  'assignment.withdrawn': 'Person withdrawn',
  'assignment.asked-again': 'Person asked again',
  'assignment.brought-over': 'Person brought over',
  'assignment.answered': 'Answer received',
  'relevance.decided': 'Relevance decided',
  'participation.recorded': 'Outcome recorded',
  'participation.completed': 'Outcome completed',
  'participation.corrected': 'Outcome corrected',
  'report.recorded': 'Report recorded',
  'report.corrected': 'Report corrected',
  'quality.audited': 'Quality audited',
  'quality.corrected': 'Quality audit corrected',
  'minutes.recorded': 'Minutes recorded',
  'attendee.saved': 'Attendee saved',
  'attendee.mail-failed': 'Mail address marked as failing',
  'attendee.mail-cleared': 'Mail address said to work again',
  'absence.recorded': 'Absence recorded',
  'absence.changed': 'Absence changed',
  'absence.removed': 'Absence taken back',
  'pattern.saved': 'Working hours saved',
  'pattern.removed': 'Working hours removed',
  'conflict.recorded': 'Conflict of interest recorded',
  'conflict.removed': 'Conflict of interest taken back',
  'mail.sent': 'Calendar mail sent',
  'mail.failed': 'Calendar mail failed',
  'mail.dropped': 'Calendar mail no longer needed',
  'mail.bounced': 'Calendar mail came back',
  'mail.settled': 'Mail dealt with',
  'mail.replayed': 'Mail read again',
  'mail.viewed': 'Original mail looked at',
  'mail.retried': 'Calendar mail tried again',
  'self-test.sent': 'Test mail sent',
  'self-test.answered': 'Test mail answered',
  'import.received': 'List received',
  'import.viewed': 'List looked at',
  'import.columns-given': 'Columns of a list set right',
  'import.carried-out': 'List carried out',
  'automation.refused': 'Automation refused',
  'automation.digest-sent': 'Digest of automation sent',
  'import.undone': 'List undone',
  'import.file-erased': 'File of a list erased',
  'history.imported': 'Imported as history',
  'reconciliation.received': 'List of conferences held received',
  'reconciliation.viewed': 'Reconciliation looked at',
  'reconciliation.columns-given': 'Columns of a list held set right',
  'reconciliation.said-same': 'Conference of a list told apart or together',
  'reconciliation.recorded': 'Conference recorded from a list of the local authority',
  'reconciliation.record-undone': 'Conference recorded from a list taken back',
  'reconciliation.agreed': 'Position agreed with the local authority',
  'reconciliation.asked': 'Letter of questions to the local authority drafted',
  'recommendation.added': 'Recommendation added',
  'recommendation.changed': 'Recommendation changed',
  'plan.asked': 'Plan asked for',
  'plan.viewed': 'Plan looked at',
  'plan.question-asked': 'Plan asked why',
  'plan.committed': 'Plan carried out',
  'plan.refused': 'Plan not carried out',
  'expectation.recorded': 'Conference expected',
  'expectation.due-changed': 'Expected day changed',
  'expectation.settled': 'Expected conference settled',
  'expectation.asked': 'Local authority asked for an invitation',
  'challenge.raised': 'Professional challenge raised',
  'challenge.stepped': 'Professional challenge taken further',
  'month.frozen': 'Month frozen',
  'chase.sent': 'Told what is open',
  'proof.reported': 'Proof of chasing reported',
  'figures.exported': 'File of figures made',
  'feed.created': 'Calendar feed created',
  'feed.revoked': 'Calendar feed revoked',
};
