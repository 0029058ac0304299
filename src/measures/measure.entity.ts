import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Check('measure_numerator_check', 'in_denominator or not in_numerator')
@Check('measure_met_check', 'met <@ counts')
@Check('measure_source_check', 'listed in the migration')
@Index('measure_source_measure_month_hub_code_idx', ['source', 'measure', 'month', 'hubCode'])
@Index('measure_missed_idx', ['measure', 'month', 'hubCode'], { where: 'in_denominator and not in_numerator' })
@Index('measure_outside_idx', ['measure', 'month', 'hubCode'], { where: 'not in_denominator' })
@Entity('measure')
export class MeasureRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'measure_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'measure_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'measure_pkey' })
  measure!: string;

  @Column('text')
  definitionVersion!: string;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'measure_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('date')
  month!: Temporal.PlainDate;

  @Column('timestamptz')
  countsFrom!: Temporal.Instant;

  @Column('boolean')
  inDenominator!: boolean;

  @Column('boolean')
  inNumerator!: boolean;

  @Column('text', { default: 'recorded' })
  source!: string;

  @Column('boolean')
  recorded!: boolean;

  @Column('text')
  why!: string;

  /** Every measure in whose denominator the conference is, and those in whose numerator it is too. */
  @Column('text', { array: true, default: () => "'{}'" })
  counts!: readonly string[];

  @Column('text', { array: true, default: () => "'{}'" })
  met!: readonly string[];

  @Column('int', { nullable: true })
  noticeDays!: number | null;
}
