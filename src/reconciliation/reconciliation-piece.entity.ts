import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ReconciliationRow } from './reconciliation.entity.js';

@Entity('reconciliation_piece')
export class ReconciliationPieceRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'reconciliation_piece_pkey' })
  reconciliationId!: number;

  @ManyToOne(() => ReconciliationRow, { nullable: false })
  @JoinColumn({ name: 'reconciliation_id', foreignKeyConstraintName: 'reconciliation_piece_reconciliation_fkey' })
  reconciliation?: Relation<ReconciliationRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'reconciliation_piece_pkey' })
  number!: number;

  @Column('bytea')
  content!: Buffer;
}
