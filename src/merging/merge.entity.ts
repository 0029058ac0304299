import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import type { Before } from './merge.queries.js';

@Check('conference_merge_itself_check', 'kept_id <> merged_id')
@Check('conference_merge_unmerged_check', 'stated in the migration')
@Index('conference_merge_open_key', ['mergedId'], { unique: true, where: 'unmerged_at is null' })
@Index('conference_merge_kept_id_idx', ['keptId'])
@Entity('conference_merge')
export class MergeRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'conference_merge_pkey',
  })
  id!: number;

  @Column('int')
  keptId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'kept_id', foreignKeyConstraintName: 'conference_merge_kept_fkey' })
  kept?: Relation<ConferenceRow>;

  @Column('int')
  mergedId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'merged_id', foreignKeyConstraintName: 'conference_merge_merged_fkey' })
  merged?: Relation<ConferenceRow>;

  @Column('text')
  mergedBy!: string;

  @Column('timestamptz')
  mergedAt!: Temporal.Instant;

  /** Of the kept conference when the merge was done: another one now means that it has been worked on. */
  @Column('int')
  keptVersion!: number;

  @Column('jsonb')
  before!: Before;

  @Column('text', { nullable: true })
  unmergedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  unmergedAt!: Temporal.Instant | null;
}
