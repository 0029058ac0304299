import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { AccountRow } from '../access/account.entity.js';

@Unique('self_test_message_message_id_key', ['messageId'])
@Unique('self_test_message_test_step_key', ['test', 'step'])
@Check('self_test_message_answer_check', 'listed in the migration')
@Check('self_test_message_answered_check', 'stated in the migration')
@Check('self_test_message_authentication_check', 'listed in the migration')
@Index('self_test_message_account_id_idx', ['accountId'])
@Index('self_test_message_uid_idx', ['uid'])
@Entity('self_test_message')
export class SelfTestMessageRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'self_test_message_pkey',
  })
  id!: number;

  @Column('int')
  accountId!: number;

  @ManyToOne(() => AccountRow, { nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'self_test_message_account_fkey' })
  account?: Relation<AccountRow>;

  @Column('text')
  test!: string;

  @Column('text')
  uid!: string;

  @Column('int')
  sequence!: number;

  @Column('text')
  step!: string;

  @Column('text')
  messageId!: string;

  @Column('text')
  recipient!: string;

  @Column('timestamptz')
  stampedAt!: Temporal.Instant;

  @Column('timestamptz', { nullable: true })
  sentAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  answeredFrom!: string | null;

  @Column('text', { nullable: true })
  authentication!: string | null;
}
