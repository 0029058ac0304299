import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { AccountRow } from '../access/account.entity.js';
import { HubRow } from '../conferences/hub.entity.js';

@Check('import_sha256_check', 'stated in the migration')
@Check('import_state_check', 'listed in the migration')
@Check('import_progress_check', 'stated in the migration')
@Check('import_refusal_check', 'stated in the migration')
@Check('import_done_check', 'stated in the migration')
@Check('import_undone_check', 'stated in the migration')
@Index('import_hub_code_id_idx', ['hubCode', 'id'])
@Index('import_account_id_idx', ['accountId'])
@Index('import_decided_by_id_idx', ['decidedById'])
@Index('import_work_idx', { synchronize: false })
@Entity('import')
export class ImportRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'import_pkey',
  })
  id!: number;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'import_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('text')
  fileName!: string;

  @Column('text')
  sha256!: string;

  @Column('int')
  bytes!: number;

  @Column('timestamptz')
  receivedAt!: Temporal.Instant;

  @Column('int')
  accountId!: number;

  @ManyToOne(() => AccountRow, { nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'import_account_fkey' })
  account?: Relation<AccountRow>;

  @Column('text')
  sentBy!: string;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;

  @Column('text')
  state!: string;

  @Column('int')
  progress!: number;

  @Column('text', { nullable: true })
  refusal!: string | null;

  @Column('text', { nullable: true })
  trouble!: string | null;

  @Column('jsonb', { nullable: true })
  summary!: unknown;

  @Column('jsonb')
  columns!: unknown;

  @Column('text', { nullable: true })
  headerKey!: string | null;

  @Column('int', { nullable: true })
  decidedById!: number | null;

  @ManyToOne(() => AccountRow)
  @JoinColumn({ name: 'decided_by_id', foreignKeyConstraintName: 'import_decided_by_fkey' })
  decidedBy?: Relation<AccountRow>;

  @Column('timestamptz', { nullable: true })
  carriedOutAt!: Temporal.Instant | null;

  @Column('bigint', { nullable: true })
  auditMark!: number | null;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Temporal.Instant | null;
}
