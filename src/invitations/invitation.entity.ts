import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { CandidateRow } from '../intake/candidate.entity.js';

@Check('invitation_channel_check', 'listed in the migration')
@Check('invitation_notice_days_check', 'notice_days >= 0')
@Check('invitation_came_to_check', 'listed in the migration')
@Check('invitation_by_automation_check', 'listed in the migration')
@Index('invitation_by_automation_idx', ['recordedAt'], { where: 'by_automation is not null' })
@Index('invitation_recorded_at_idx', ['recordedAt'])
@Index('invitation_conference_id_idx', ['conferenceId'])
@Index('invitation_la_calendar_uid_idx', ['laCalendarUid'])
@Check('invitation_asked_check', 'listed in the migration')
@Entity('invitation')
export class InvitationRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'invitation_pkey',
  })
  id!: number;

  @Column('int')
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'invitation_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('timestamptz')
  receivedAt!: Temporal.Instant;

  @Column('text')
  channel!: string;

  @Column('int', { nullable: true })
  candidateId!: number | null;

  @ManyToOne(() => CandidateRow, { nullable: true })
  @JoinColumn({ name: 'candidate_id', foreignKeyConstraintName: 'invitation_candidate_fkey' })
  candidate?: Relation<CandidateRow>;

  @Column('int')
  noticeDays!: number;

  @Column('text', { nullable: true })
  laCalendarUid!: string | null;

  @Column('text', { nullable: true })
  cameTo!: string | null;

  /** What it asks in its text. */
  @Column('text', { array: true, default: () => `'{}'` })
  asked!: string[];

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;

  /** Null when a person recorded it. */
  @Column('text', { nullable: true })
  byAutomation!: string | null;
}
