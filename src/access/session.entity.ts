import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Index('session_expires_at_idx', ['expiresAt'])
@Entity('session')
export class SessionRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'session_pkey' })
  id!: string;

  @Column('jsonb')
  content!: Record<string, unknown>;

  @Column('timestamptz')
  expiresAt!: Temporal.Instant;
}
