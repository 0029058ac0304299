import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { AssignmentRow } from '../assignments/assignment.entity.js';

@Unique('calendar_message_message_id_key', ['messageId'])
@Check('calendar_message_method_check', 'listed in the migration')
@Check('calendar_message_state_check', 'listed in the migration')
@Check('calendar_message_sent_check', 'listed in the migration')
@Check('calendar_message_change_check', 'listed in the migration')
@Check('calendar_message_note_check', 'listed in the migration')
@Check('calendar_message_dropped_because_check', 'listed in the migration')
@Check('calendar_message_bounce_check', 'listed in the migration')
@Check('calendar_message_dropped_check', 'listed in the migration')
@Index('calendar_message_owed_idx', ['nextAttemptAt'], { where: "state = 'owed'" })
@Index('calendar_message_failed_idx', ['id'], { where: "state = 'failed'" })
@Index('calendar_message_assignment_id_idx', ['assignmentId'])
@Index('calendar_message_uid_idx', ['uid'])
@Index('calendar_message_uid_sequence_method_key', ['uid', 'sequence', 'method'], {
  unique: true,
  where: "change <> 'details'",
})
@Entity('calendar_message')
export class CalendarMessageRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'calendar_message_pkey',
  })
  id!: number;

  @Column('int')
  assignmentId!: number;

  @ManyToOne(() => AssignmentRow, { nullable: false })
  @JoinColumn({ name: 'assignment_id', foreignKeyConstraintName: 'calendar_message_assignment_fkey' })
  assignment?: Relation<AssignmentRow>;

  @Column('text')
  uid!: string;

  @Column('int')
  sequence!: number;

  @Column('text')
  method!: string;

  @Column('text')
  change!: string;

  @Column('text')
  messageId!: string;

  /** The Message-ID that a note answers; null for a calendar message. */
  @Column('text', { nullable: true })
  inReplyTo!: string | null;

  @Column('text')
  recipient!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  bodyText!: string;

  @Column('text')
  bodyHtml!: string;

  @Column('text')
  ics!: string;

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

  /** Set when an attempt ended without the server's word: the person may have got it. */
  @Column('boolean', { default: false })
  maybeSent!: boolean;

  @Column('timestamptz', { nullable: true })
  droppedAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  droppedBecause!: string | null;

  /** When it came back for good after it had been sent. */
  @Column('timestamptz', { nullable: true })
  bouncedAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  bounceReason!: string | null;
}
