import { Check, Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountRow } from './account.entity.js';

/** How many requests a service account has made in the minute it last made one. */
@Check('service_allowance_requests_check', 'requests > 0')
@Entity('service_allowance')
export class ServiceAllowanceRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'service_allowance_pkey' })
  accountId!: number;

  @OneToOne(() => AccountRow, { nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'service_allowance_account_fkey' })
  account?: Relation<AccountRow>;

  @Column('timestamptz')
  minute!: Temporal.Instant;

  @Column('int')
  requests!: number;
}
