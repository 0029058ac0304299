import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Check('measure_numerator_check', 'in_denominator or not in_numerator')
@Check('measure_source_check', 'listed in the migration')
@Index('measure_source_measure_month_hub_code_idx', ['source', 'measure', 'month', 'hubCode'])
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
}
