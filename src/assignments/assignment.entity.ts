import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { SittingRow } from '../conferences/sitting.entity.js';
import { AttendeeRow } from '../attendees/attendee.entity.js';

@Unique('assignment_uid_key', ['uid'])
@Check('assignment_state_check', 'listed in the migration')
@Check('assignment_answer_channel_check', 'listed in the migration')
@Check('assignment_sequence_check', 'sequence >= 0')
@Exclusion('assignment_overlap_excl', 'stated in the migration')
@Index('assignment_lead_key', ['sittingId'], { unique: true, where: 'stated in the migration' })
@Index('assignment_person_key', ['sittingId', 'attendeeId'], { unique: true, where: 'stated in the migration' })
@Index('assignment_attendee_id_idx', ['attendeeId'])
@Index('assignment_sitting_id_idx', ['sittingId'])
@Entity('assignment')
export class AssignmentRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'assignment_pkey',
  })
  id!: number;

  @Column('int')
  sittingId!: number;

  @ManyToOne(() => SittingRow, { nullable: false })
  @JoinColumn({ name: 'sitting_id', foreignKeyConstraintName: 'assignment_sitting_fkey' })
  sitting?: Relation<SittingRow>;

  @Column('int')
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'assignment_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @Column('boolean')
  lead!: boolean;

  @Column('text')
  state!: string;

  @Column('text')
  uid!: string;

  @Column('int')
  sequence!: number;

  @Column('tstzrange')
  during!: string;

  @Column('text', { nullable: true })
  overlapReason!: string | null;

  @Column('text')
  invitedBy!: string;

  @Column('timestamptz')
  invitedAt!: Temporal.Instant;

  /** Null while the first invitation stands; a move asks again. */
  @Column('timestamptz', { nullable: true })
  firstInvitedAt!: Temporal.Instant | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  answerChannel!: string | null;

  @Column('text', { nullable: true })
  answerComment!: string | null;

  @Column('text', { nullable: true })
  withdrawnReason!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Temporal.Instant | null;

  /** Withdrawn together with the conference, and to be asked again when it comes back. */
  @Column('boolean', { default: false })
  calledOff!: boolean;
}
