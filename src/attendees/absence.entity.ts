import {
  Check,
  Column,
  Entity,
  Exclusion,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { AttendeeRow } from './attendee.entity.js';

@Check('absence_kind_check', 'listed in the migration')
@Check('absence_span_check', 'ends_at > starts_at')
@Check('absence_source_check', 'listed in the migration')
@Check('absence_source_uid_check', 'stated in the migration')
@Exclusion('absence_overlap_excl', 'stated in the migration')
@Entity('absence')
export class AbsenceRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'absence_pkey',
  })
  id!: number;

  @Column('int')
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'absence_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @Column('text')
  kind!: string;

  @Column('timestamptz')
  startsAt!: Temporal.Instant;

  @Column('timestamptz')
  endsAt!: Temporal.Instant;

  @Column('text')
  source!: string;

  /** Which entry of an uploaded calendar it is, so that a second upload changes nothing. */
  @Column('text', { nullable: true })
  sourceUid!: string | null;

  @Column('int')
  version!: number;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;

  @Column('text')
  createdBy!: string;
}
