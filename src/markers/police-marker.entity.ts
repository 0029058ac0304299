import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** That police know something new of a family, and since when. What it is stays where it is. */
@Unique('police_marker_reference_kind_day_key', ['policeReference', 'kind', 'occurredOn'])
@Check('police_marker_reference_check', 'listed in the migration')
@Check('police_marker_kind_check', 'listed in the migration')
@Check('police_marker_source_check', 'listed in the migration')
@Check('police_marker_withdrawn_check', 'listed in the migration')
@Index('police_marker_recorded_at_idx', ['recordedAt'])
@Entity('police_marker')
export class PoliceMarkerRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'police_marker_pkey',
  })
  id!: number;

  /** Capital letters and digits only, however it was written. */
  @Column('text')
  policeReference!: string;

  @Column('text')
  kind!: string;

  @Column('date')
  occurredOn!: Temporal.PlainDate;

  @Column('text')
  source!: string;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;

  @Column('text', { nullable: true })
  withdrawnBy!: string | null;

  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  withdrawnReason!: string | null;
}
