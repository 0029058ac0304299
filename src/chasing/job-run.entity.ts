import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** That a job ran to its end in an hour, on some instance. */
@Check('job_run_hour_check', 'stated in the migration')
@Entity('job_run')
export class JobRunRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'job_run_pkey' })
  job!: string;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'job_run_pkey' })
  hour!: Temporal.Instant;

  @Column('timestamptz')
  ranAt!: Temporal.Instant;
}
