import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { AccountRow } from '../access/account.entity.js';

@Check('plan_state_check', 'listed in the migration')
@Check('plan_days_check', 'first_on <= last_on')
@Check('plan_hubs_check', 'stated in the migration')
@Check('plan_said_check', 'stated in the migration')
@Check('plan_result_check', 'stated in the migration')
@Check('plan_committed_check', 'stated in the migration')
@Index('plan_account_id_idx', ['accountId'])
@Index('plan_from_plan_id_idx', ['fromPlanId'])
@Index('plan_work_idx', { synchronize: false })
@Entity('plan')
export class PlanRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'plan_pkey',
  })
  id!: number;

  @Column('text', { array: true })
  hubCodes!: readonly string[];

  @Column('date')
  firstOn!: Temporal.PlainDate;

  @Column('date')
  lastOn!: Temporal.PlainDate;

  @Column('jsonb')
  asked!: unknown;

  @Column('int', { nullable: true })
  fromPlanId!: number | null;

  @ManyToOne(() => PlanRow, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'from_plan_id', foreignKeyConstraintName: 'plan_from_plan_fkey' })
  fromPlan?: Relation<PlanRow>;

  @Column('int')
  accountId!: number;

  @ManyToOne(() => AccountRow, { nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'plan_account_fkey' })
  account?: Relation<AccountRow>;

  @Column('text')
  askedBy!: string;

  @Column('timestamptz')
  askedAt!: Temporal.Instant;

  @Column('text')
  state!: string;

  @Column('int')
  attempts!: number;

  @Column('timestamptz', { nullable: true })
  beganAt!: Temporal.Instant | null;

  /** Places that the best plan so far fills, and how many there are. */
  @Column('int', { nullable: true })
  filled!: number | null;

  @Column('int', { nullable: true })
  places!: number | null;

  @Column('text', { array: true })
  said!: readonly string[];

  @Column('jsonb', { nullable: true })
  instance!: unknown;

  @Column('jsonb', { nullable: true })
  known!: unknown;

  @Column('jsonb', { nullable: true })
  result!: unknown;

  @Column('timestamptz', { nullable: true })
  endedAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  committedBy!: string | null;
}
