import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { ImportRow } from './import.entity.js';

@Check('imported_history_report_check', 'listed in the migration')
@Check('imported_history_report_on_check', 'stated in the migration')
@Check('imported_history_relevance_check', 'listed in the migration')
@Index('imported_history_import_id_idx', ['importId'])
@Entity('imported_history')
export class ImportedHistoryRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'imported_history_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'imported_history_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('int')
  importId!: number;

  @ManyToOne(() => ImportRow, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'imported_history_import_fkey' })
  list?: Relation<ImportRow>;

  @Column('int')
  row!: number;

  @Column('text')
  importedBy!: string;

  @Column('timestamptz')
  importedAt!: Temporal.Instant;

  @Column('text', { array: true })
  attendedBy!: readonly string[];

  @Column('text', { nullable: true })
  report!: string | null;

  @Column('date', { nullable: true })
  reportOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  relevance!: string | null;
}
