import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SittingRow } from '../conferences/sitting.entity.js';
import { AttendeeRow } from '../attendees/attendee.entity.js';

@Check('participation_outcome_check', 'listed in the migration')
@Check('participation_mode_check', 'listed in the migration')
@Check('participation_attribution_check', 'listed in the migration')
@Check('participation_decision_check', 'listed in the migration')
@Check('participation_reason_check', 'listed in the migration')
@Check('participation_source_check', 'listed in the migration')
@Check('participation_came_at_check', 'stated in the migration')
@Check('participation_left_at_check', 'stated in the migration')
@Check('participation_voice_heard_check', 'listed in the migration')
@Check('participation_voice_ways_check', 'stated in the migration')
@Entity('participation')
export class ParticipationRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'participation_pkey' })
  sittingId!: number;

  @ManyToOne(() => SittingRow, { nullable: false })
  @JoinColumn({ name: 'sitting_id', foreignKeyConstraintName: 'participation_sitting_fkey' })
  sitting?: Relation<SittingRow>;

  @Column('text')
  outcome!: string;

  @Column('text', { nullable: true })
  mode!: string | null;

  @Column('int', { nullable: true })
  attendedById!: number | null;

  @ManyToOne(() => AttendeeRow, { nullable: true })
  @JoinColumn({ name: 'attended_by_id', foreignKeyConstraintName: 'participation_attended_by_fkey' })
  attendedBy?: Relation<AttendeeRow>;

  @Column('boolean')
  presentAtDecision!: boolean;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  reasonNote!: string | null;

  @Column('text', { nullable: true })
  attribution!: string | null;

  @Column('text', { default: 'recorded' })
  source!: string;

  @Column('int')
  version!: number;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;

  /** Null until it is corrected: then what `recordedAt` was at first. */
  @Column('timestamptz', { nullable: true })
  firstRecordedAt!: Temporal.Instant | null;

  /** Of those who attended part. */
  @Column('timestamptz', { nullable: true })
  cameAt!: Temporal.Instant | null;

  @Column('timestamptz', { nullable: true })
  leftAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  voiceHeard!: string | null;

  @Column('text', { array: true, default: () => `'{}'` })
  voiceWays!: string[];

  @Column('boolean', { nullable: true })
  dissent!: boolean | null;

  @Column('date', { nullable: true })
  nextReviewOn!: Temporal.PlainDate | null;
}
