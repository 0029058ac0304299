import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';

/** An object for each column: TypeORM writes into it. */
const key = () => ({ primaryKeyConstraintName: 'month_sum_pkey' });

/** What one month of one hub adds up to, whole (`all`) or split by day, measure, reason, notice or automation. */
@Check('month_sum_split_check', 'listed in the migration')
@Entity('month_sum')
export class MonthSumRow {
  @PrimaryColumn('text', key())
  split!: string;

  @PrimaryColumn('date', key())
  month!: Temporal.PlainDate;

  @PrimaryColumn('text', key())
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'month_sum_hub_fkey' })
  hub?: Relation<HubRow>;

  @PrimaryColumn('text', key())
  measure!: string;

  @PrimaryColumn('text', key())
  definitionVersion!: string;

  @PrimaryColumn('text', key())
  key!: string;

  @PrimaryColumn('text', key())
  otherKey!: string;

  @Column('int')
  held!: number;

  @Column('int')
  attended!: number;

  @Column('int')
  unrecorded!: number;

  @Column('int')
  outside!: number;
}
