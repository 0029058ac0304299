import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Unique('account_issuer_subject_key', ['issuer', 'subject'])
@Entity('account')
export class AccountRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'account_pkey',
  })
  id!: number;

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  mail!: string | null;

  @Column('text', { array: true })
  roles!: string[];

  @Column('text', { array: true })
  hubs!: string[];

  @Column('timestamptz')
  firstSeenAt!: Temporal.Instant;

  @Column('timestamptz')
  lastSeenAt!: Temporal.Instant;
}
