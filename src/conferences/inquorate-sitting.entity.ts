import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SittingRow } from './sitting.entity.js';

@Check('inquorate_sitting_outcome_check', 'listed in the migration')
@Entity('inquorate_sitting')
export class InquorateSittingRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'inquorate_sitting_pkey' })
  sittingId!: number;

  @ManyToOne(() => SittingRow, { nullable: false })
  @JoinColumn({ name: 'sitting_id', foreignKeyConstraintName: 'inquorate_sitting_sitting_fkey' })
  sitting?: Relation<SittingRow>;

  @Column('text')
  outcome!: string;

  @Column('boolean')
  forWantOfPolice!: boolean;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;
}
