import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

/** The mail that tells a hub of a review reopened on a day, which is also its place in the outbox: one row, so one mail. */
@Unique('relevance_notice_message_id_key', ['messageId'])
@Check('relevance_notice_state_check', 'listed in the migration')
@Check('relevance_notice_sent_check', 'listed in the migration')
@Index('relevance_notice_owed_idx', ['nextAttemptAt'], { where: "state = 'owed'" })
@Entity('relevance_notice')
export class RelevanceNoticeRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'relevance_notice_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'relevance_notice_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @PrimaryColumn('date', { primaryKeyConstraintName: 'relevance_notice_pkey' })
  day!: Temporal.PlainDate;

  @Column('text')
  recipient!: string;

  @Column('text')
  messageId!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  bodyText!: string;

  @Column('text')
  state!: string;

  @Column('int')
  attempts!: number;

  @Column('timestamptz')
  nextAttemptAt!: Temporal.Instant;

  @Column('timestamptz', { nullable: true })
  claimedUntil!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;

  @Column('timestamptz', { nullable: true })
  sentAt!: Temporal.Instant | null;
}
