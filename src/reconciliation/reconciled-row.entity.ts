import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { ReconciliationRow } from './reconciliation.entity.js';

@Check('reconciliation_row_class_check', 'listed in the migration')
@Check('reconciliation_row_sides_check', 'stated in the migration')
@Check('reconciliation_row_recorded_as_check', 'listed in the migration')
@Check('reconciliation_row_recorded_check', 'stated in the migration')
@Check('reconciliation_row_position_check', 'listed in the migration')
@Check('reconciliation_row_agreed_with_check', 'stated in the migration')
@Check('reconciliation_row_agreed_check', 'stated in the migration')
@Index('reconciliation_row_reconciliation_id_id_idx', ['reconciliationId', 'id'])
@Index('reconciliation_row_conference_id_idx', ['conferenceId'])
@Index('reconciliation_row_conference_key', ['reconciliationId', 'conferenceId'], {
  unique: true,
  where: 'conference_id is not null',
})
@Entity('reconciliation_row')
export class ReconciledRowRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'reconciliation_row_pkey',
  })
  id!: number;

  @Column('int')
  reconciliationId!: number;

  @ManyToOne(() => ReconciliationRow, { nullable: false })
  @JoinColumn({ name: 'reconciliation_id', foreignKeyConstraintName: 'reconciliation_row_reconciliation_fkey' })
  reconciliation?: Relation<ReconciliationRow>;

  @Column('text')
  class!: string;

  @Column('jsonb', { nullable: true })
  theirs!: unknown;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow)
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'reconciliation_row_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('jsonb')
  candidates!: unknown;

  @Column('jsonb')
  differences!: unknown;

  @Column('jsonb')
  counts!: unknown;

  @Column('boolean', { nullable: true })
  saidSame!: boolean | null;

  @Column('text', { nullable: true })
  recordedAs!: string | null;

  @Column('date', { nullable: true })
  askedOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  position!: string | null;

  @Column('text', { nullable: true })
  agreedWith!: string | null;

  @Column('text', { nullable: true })
  agreedNote!: string | null;

  @Column('text', { nullable: true })
  agreedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  agreedAt!: Temporal.Instant | null;

  @Column('int')
  version!: number;
}
