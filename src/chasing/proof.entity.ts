import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Gap } from './proof.js';

/** What the proof of a night found. Nothing of it is ever changed. */
@Check('chase_proof_verdict_check', 'listed in the migration')
@Check('chase_proof_gaps_check', 'stated in the migration')
@Check('chase_proof_span_check', 'since <= until')
@Entity('chase_proof')
export class ChaseProofRow {
  @PrimaryColumn('date', { primaryKeyConstraintName: 'chase_proof_pkey' })
  night!: Temporal.PlainDate;

  @Column('timestamptz')
  since!: Temporal.Instant;

  @Column('timestamptz')
  until!: Temporal.Instant;

  /** What was still open then is looked at once more. */
  @Column('timestamptz')
  nextSince!: Temporal.Instant;

  @Column('text')
  verdict!: string;

  @Column('int')
  owed!: number;

  @Column('int')
  sent!: number;

  @Column('int')
  overtaken!: number;

  @Column('int')
  begun!: number;

  @Column('int')
  settled!: number;

  @Column('int')
  missed!: number;

  @Column('int')
  pending!: number;

  @Column('jsonb')
  gaps!: readonly (Omit<Gap, 'at'> & { readonly at: string })[];

  /** Hours of work in which a job did not run. */
  @Column('jsonb')
  missedRuns!: readonly { readonly job: string; readonly hour: string }[];
}
