import { AccountRow } from '../access/account.entity.js';
import { IdempotencyKeyRow } from '../access/idempotency-key.entity.js';
import { ServiceAllowanceRow } from '../access/service-allowance.entity.js';
import { SessionRow } from '../access/session.entity.js';
import { AnswerLinkUseRow } from '../answer-links/answer-link-use.entity.js';
import { AssignmentRow } from '../assignments/assignment.entity.js';
import { ConflictOfInterestRow } from '../assignments/conflict-of-interest.entity.js';
import { AbsenceRow } from '../attendees/absence.entity.js';
import { AttendeeHubRow } from '../attendees/attendee-hub.entity.js';
import { WorkingPatternRow } from '../attendees/working-pattern.entity.js';
import { AttendeeAddressRow } from '../attendees/attendee-address.entity.js';
import { AttendeeDelegateRow } from '../attendees/attendee-delegate.entity.js';
import { AttendeeSkillRow } from '../attendees/attendee-skill.entity.js';
import { AttendeeRow } from '../attendees/attendee.entity.js';
import { AuditEventRow } from '../audit/audit-event.entity.js';
import { AuditSealRow } from '../audit/audit-seal.entity.js';
import { CalendarMessageRow } from '../calendar/calendar-message.entity.js';
import { InboundMailRow } from '../intake/inbound-mail.entity.js';
import { ChildRow } from '../conferences/child.entity.js';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { FeedRow } from '../feeds/feed.entity.js';
import { HubRow } from '../conferences/hub.entity.js';
import { InquorateSittingRow } from '../conferences/inquorate-sitting.entity.js';
import { ReferenceCounterRow } from '../conferences/reference-counter.entity.js';
import { SittingRow } from '../conferences/sitting.entity.js';
import { TransferInRow } from '../conferences/transfer-in.entity.js';
import { TransferOutRow } from '../conferences/transfer-out.entity.js';
import { CandidateRow } from '../intake/candidate.entity.js';
import { InvitationRow } from '../invitations/invitation.entity.js';
import { ToldApartRow } from '../invitations/told-apart.entity.js';
import { NeverInvitedRow } from '../conferences/never-invited.entity.js';
import { ImportRow } from '../lists/import.entity.js';
import { ImportMappingRow } from '../lists/import-mapping.entity.js';
import { ImportPieceRow } from '../lists/import-piece.entity.js';
import { ImportPersonRow } from '../lists/import-person.entity.js';
import { ImportedHistoryRow } from '../lists/imported-history.entity.js';
import { ImportedRowRow } from '../lists/imported-row.entity.js';
import { MergeRow } from '../merging/merge.entity.js';
import { MovedRow } from '../merging/moved.entity.js';
import { SplitRow } from '../merging/split.entity.js';
import { MinutesRow } from '../minutes/minutes.entity.js';
import { ReportRow } from '../participation/report.entity.js';
import { ParticipationRow } from '../participation/participation.entity.js';
import { ReconciliationPieceRow } from '../reconciliation/reconciliation-piece.entity.js';
import { ReconciliationRow } from '../reconciliation/reconciliation.entity.js';
import { ReconciledRowRow } from '../reconciliation/reconciled-row.entity.js';
import { PlanQuestionRow } from '../planning/plan-question.entity.js';
import { PlanRow } from '../planning/plan.entity.js';
import { ChallengeStageRow } from '../challenge/challenge-stage.entity.js';
import { ChallengeRow } from '../challenge/challenge.entity.js';
import { ExpectationRow } from '../expectations/expectation.entity.js';
import { RecommendationRow } from '../priorities/recommendation.entity.js';
import { PoliceMarkerRow } from '../markers/police-marker.entity.js';
import { RelevanceDecisionRow } from '../relevance/relevance-decision.entity.js';
import { RelevancePromptRow } from '../conferences/relevance-prompt.entity.js';
import { SelfTestMessageRow } from '../self-test/self-test-message.entity.js';
import { FrozenMonthRow } from '../measures/frozen-month.entity.js';
import { MeasureRow } from '../measures/measure.entity.js';
import { MonthMarkRow } from '../measures/month-mark.entity.js';
import { MonthSumRow } from '../measures/month-sum.entity.js';
import { NoticeRow } from '../calendar/notice.entity.js';
import { ChaseNoticeRow, ChaseRow } from '../chasing/chase.entity.js';
import { JobRunRow } from '../chasing/job-run.entity.js';
import { ChaseProofRow } from '../chasing/proof.entity.js';
import { QualityAuditRow } from '../quality/quality-audit.entity.js';

/** Every table the program knows; the drift test compares them with what the migrations made. */
export const entities = [
  AccountRow,
  IdempotencyKeyRow,
  SessionRow,
  AssignmentRow,
  AttendeeAddressRow,
  AttendeeDelegateRow,
  AttendeeSkillRow,
  AttendeeRow,
  AttendeeHubRow,
  WorkingPatternRow,
  AbsenceRow,
  ConflictOfInterestRow,
  AuditEventRow,
  AuditSealRow,
  CalendarMessageRow,
  InboundMailRow,
  ChildRow,
  ConferenceRow,
  HubRow,
  ReferenceCounterRow,
  SittingRow,
  InquorateSittingRow,
  TransferInRow,
  TransferOutRow,
  CandidateRow,
  InvitationRow,
  NeverInvitedRow,
  ParticipationRow,
  MinutesRow,
  ReportRow,
  RelevanceDecisionRow,
  RelevancePromptRow,
  PoliceMarkerRow,
  MeasureRow,
  MonthMarkRow,
  MonthSumRow,
  FrozenMonthRow,
  FeedRow,
  AnswerLinkUseRow,
  SelfTestMessageRow,
  ImportRow,
  ImportPieceRow,
  ImportedRowRow,
  ImportMappingRow,
  ImportPersonRow,
  ImportedHistoryRow,
  ToldApartRow,
  MergeRow,
  MovedRow,
  SplitRow,
  ServiceAllowanceRow,
  ReconciliationRow,
  ReconciliationPieceRow,
  ReconciledRowRow,
  RecommendationRow,
  NoticeRow,
  ChaseRow,
  ChaseNoticeRow,
  JobRunRow,
  ChaseProofRow,
  PlanRow,
  PlanQuestionRow,
  ExpectationRow,
  ChallengeRow,
  ChallengeStageRow,
  QualityAuditRow,
];
