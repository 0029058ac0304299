import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('idempotency_key')
export class IdempotencyKeyRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pkey' })
  client!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pkey' })
  key!: string;

  @Column('text')
  requestHash!: string;

  @Column('int')
  status!: number;

  @Column('jsonb')
  response!: Record<string, unknown>;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;
}
