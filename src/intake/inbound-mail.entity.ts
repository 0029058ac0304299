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
import { AttendeeRow } from '../attendees/attendee.entity.js';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Unique('inbound_mail_mailbox_port_id_key', ['mailbox', 'portId'])
@Check('inbound_mail_outcome_check', 'listed in the migration')
@Check('inbound_mail_away_check', 'listed in the migration')
@Index('inbound_mail_away_idx', ['awayAttendeeId', 'receivedAt'], { where: 'away_attendee_id is not null' })
@Index('inbound_mail_message_id_idx', ['messageId'])
@Index('inbound_mail_open_idx', ['receivedAt'], { where: "outcome in ('stored', 'for-a-person')" })
@Entity('inbound_mail')
export class InboundMailRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'inbound_mail_pkey',
  })
  id!: number;

  @Column('text')
  mailbox!: string;

  @Column('text')
  portId!: string;

  @Column('text', { nullable: true })
  messageId!: string | null;

  @Column('text', { nullable: true })
  sender!: string | null;

  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('timestamptz')
  receivedAt!: Temporal.Instant;

  @Column('bytea')
  raw!: Buffer;

  @Column('text')
  outcome!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  settledBy!: string | null;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'inbound_mail_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  /** Whose automatic answer it is that they are away. */
  @Column('int', { nullable: true })
  awayAttendeeId!: number | null;

  @ManyToOne(() => AttendeeRow, { nullable: true })
  @JoinColumn({ name: 'away_attendee_id', foreignKeyConstraintName: 'inbound_mail_away_attendee_fkey' })
  awayAttendee?: Relation<AttendeeRow>;

  /** The date that it names; null when it names none. */
  @Column('date', { nullable: true })
  awayUntil!: Temporal.PlainDate | null;
}
