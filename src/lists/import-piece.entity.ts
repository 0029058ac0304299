import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ImportRow } from './import.entity.js';

@Entity('import_piece')
export class ImportPieceRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_piece_pkey' })
  importId!: number;

  @ManyToOne(() => ImportRow, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_piece_import_fkey' })
  list?: Relation<ImportRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_piece_pkey' })
  number!: number;

  @Column('bytea')
  content!: Buffer;
}
