/** What the trail can say, and with which facts. Values of erased fields are never among them (DPA 2018 s.62). */
export interface AuditEvents {
  'account.signed-in': { roles: readonly string[] };
  'account.signed-out': Record<string, never>;
  'invitation.recorded': { channel: string; receivedAt: string; noticeDays: number; cautions: readonly string[] };
  'candidate.arrived': { candidateId: number; channel: string };
  'candidate.confirmed': { candidateId: number };
  'candidate.applied': { candidateId: number; asked: string };
  'candidate.rejected': { candidateId: number; reason: string };
  'conference.created': { kind: string; hub: string; startsAt: string };
  'conference.viewed': Record<string, never>;
  'conference.listed': { page: string; references: readonly string[] };
  'conference.moved': { from: string; to: string; reason: string };
  'conference.reconvened': { from: string; to: string; reason: string };
  'conference.changed-state': { from: string; to: string; reason: string };
  /** Children as their ages in words; `now` is how many there are. */
  'conference.changed-children': { added: readonly string[]; removed: readonly string[]; now: number; reason: string };
  'conference.changed-kind': { from: string; to: string; reason: string };
  'conference.completed': { importId: number; meetingId: string | null; children: number; undone: boolean };
  'assignment.made': { attendee: string; lead: boolean; overlapReason: string | null };
  'assignment.refused': { attendee: string; kind: string };
  'assignment.withdrawn': { attendee: string; reason: string };
  'assignment.asked-again': { attendee: string };
  'assignment.answered': {
    attendee: string;
    answer: string;
    channel: string;
    comment: string | null;
    /** The address of the delegate who answered for them. */
    delegate?: string;
  };
  'relevance.decided': { value: string; criteria: readonly string[]; reason: string; afterStart: boolean };
  'participation.recorded': { outcome: string; attendedBy: string | null; reason: string | null };
  'participation.corrected': { before: string; after: string; why: string };
  'attendee.saved': { attendeeId: number; fields: readonly string[] };
  'attendee.mail-failed': { attendeeId: number; because: string };
  'attendee.mail-cleared': { attendeeId: number };
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
  'import.undone': { importId: number; undone: number; kept: number };
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
  'feed.created': { feedId: number; of: string };
  'feed.revoked': { feedId: number; of: string };
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
  'conference.viewed': 'Looked at',
  'conference.listed': 'Listed',
  'conference.moved': 'Moved',
  'conference.reconvened': 'New sitting',
  'conference.changed-state': 'State changed',
  'conference.changed-children': 'Children changed',
  'conference.changed-kind': 'Kind changed',
  'conference.completed': 'Completed from a list',
  'assignment.made': 'Person assigned',
  'assignment.refused': 'Assignment refused',
  'assignment.withdrawn': 'Person withdrawn',
  'assignment.asked-again': 'Person asked again',
  'assignment.answered': 'Answer received',
  'relevance.decided': 'Relevance decided',
  'participation.recorded': 'Outcome recorded',
  'participation.corrected': 'Outcome corrected',
  'attendee.saved': 'Attendee saved',
  'attendee.mail-failed': 'Mail address marked as failing',
  'attendee.mail-cleared': 'Mail address said to work again',
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
  'import.undone': 'List undone',
  'reconciliation.received': 'List of conferences held received',
  'reconciliation.viewed': 'Reconciliation looked at',
  'reconciliation.columns-given': 'Columns of a list held set right',
  'reconciliation.said-same': 'Conference of a list told apart or together',
  'reconciliation.recorded': 'Conference recorded from a list of the local authority',
  'reconciliation.record-undone': 'Conference recorded from a list taken back',
  'reconciliation.agreed': 'Position agreed with the local authority',
  'reconciliation.asked': 'Letter of questions to the local authority drafted',
  'feed.created': 'Calendar feed created',
  'feed.revoked': 'Calendar feed revoked',
};
