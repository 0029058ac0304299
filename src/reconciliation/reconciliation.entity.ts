import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { AccountRow } from '../access/account.entity.js';
import { HubRow } from '../conferences/hub.entity.js';

@Check('reconciliation_period_check', 'first_on <= last_on')
@Check('reconciliation_sha256_check', 'stated in the migration')
@Check('reconciliation_state_check', 'listed in the migration')
@Check('reconciliation_family_check', 'listed in the migration')
@Check('reconciliation_progress_check', 'stated in the migration')
@Check('reconciliation_refusal_check', 'stated in the migration')
@Check('reconciliation_left_aside_check', 'stated in the migration')
@Index('reconciliation_hub_code_id_idx', ['hubCode', 'id'])
@Index('reconciliation_account_id_idx', ['accountId'])
@Index('reconciliation_work_idx', { synchronize: false })
@Entity('reconciliation')
export class ReconciliationRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'reconciliation_pkey',
  })
  id!: number;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'reconciliation_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('date')
  firstOn!: Temporal.PlainDate;

  @Column('date')
  lastOn!: Temporal.PlainDate;

  @Column('text')
  fileName!: string;

  @Column('text')
  sha256!: string;

  @Column('int')
  bytes!: number;

  @Column('int')
  accountId!: number;

  @ManyToOne(() => AccountRow, { nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'reconciliation_account_fkey' })
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

  @Column('jsonb')
  headings!: unknown;

  @Column('jsonb')
  columns!: unknown;

  @Column('jsonb')
  givenColumns!: unknown;

  @Column('jsonb')
  problems!: unknown;

  @Column('int')
  leftAside!: number;

  @Column('jsonb')
  notes!: unknown;

  @Column('text', { nullable: true })
  family!: string | null;
}
