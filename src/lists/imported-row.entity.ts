import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { ImportRow } from './import.entity.js';

@Check('import_row_action_check', 'listed in the migration')
@Check('import_row_asks_check', 'listed in the migration')
@Check('import_row_answer_check', 'listed in the migration')
@Check('import_row_result_check', 'listed in the migration')
@Check('import_row_result_conference_check', 'stated in the migration')
@Index('import_row_conference_id_idx', ['conferenceId'])
@Index('import_row_asks_idx', { synchronize: false })
@Entity('import_row')
export class ImportedRowRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_row_pkey' })
  importId!: number;

  @ManyToOne(() => ImportRow, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_row_import_fkey' })
  list?: Relation<ImportRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_row_pkey' })
  row!: number;

  @Column('text')
  action!: string;

  @Column('text', { nullable: true })
  asks!: string | null;

  @Column('jsonb')
  plan!: unknown;

  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('text', { nullable: true })
  result!: string | null;

  @Column('text', { nullable: true })
  why!: string | null;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow)
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'import_row_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('jsonb', { nullable: true })
  before!: unknown;
}
