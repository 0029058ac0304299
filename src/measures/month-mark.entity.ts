import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';

/** A month of a hub that is to be added up afresh; written with each change, and never updated: no change waits for another. */
@Entity('month_mark')
export class MonthMarkRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'month_mark_pkey',
  })
  id!: string;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'month_mark_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('date')
  month!: Temporal.PlainDate;
}
