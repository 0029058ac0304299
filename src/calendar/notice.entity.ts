import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A plain mail that the tracker owes somebody: one row, so one mail. */
@Unique('notice_topic_about_key', ['topic', 'about'])
@Unique('notice_message_id_key', ['messageId'])
@Check('notice_topic_check', 'listed in the migration')
@Check('notice_state_check', 'listed in the migration')
@Check('notice_sent_check', 'listed in the migration')
@Index('notice_owed_idx', ['topic', 'nextAttemptAt'], { where: "state = 'owed'" })
@Entity('notice')
export class NoticeRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'notice_pkey',
  })
  id!: number;

  @Column('text')
  topic!: string;

  /** What of its topic it is about; there is one mail about it. */
  @Column('text')
  about!: string;

  /** Of whoever gets it, as it stands in To. */
  @Column('text')
  name!: string;

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
