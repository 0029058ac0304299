import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Check('audit_seal_number_check', 'number >= 1')
@Check('audit_seal_events_check', 'events >= 1')
@Check('audit_seal_digest_check', "digest ~ '^[0-9a-f]{64}$'")
@Index('audit_seal_sealed_at_idx', ['sealedAt'])
@Entity('audit_seal')
export class AuditSealRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'audit_seal_pkey' })
  number!: number;

  /** The ids of the events: with gaps, for a change that is given up takes its ids with it. */
  @Column('int8multirange')
  covers!: string;

  /** The highest id that this seal or one before it covers. */
  @Column('bigint')
  upto!: number;

  @Column('int')
  events!: number;

  @Column('text')
  digest!: string;

  /** By the database's clock, which nobody moves. */
  @Column('timestamptz')
  sealedAt!: Temporal.Instant;
}
