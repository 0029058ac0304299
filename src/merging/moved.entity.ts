import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { KeptChild } from './merge.queries.js';
import { MergeRow } from './merge.entity.js';

/** A row that a merge moved, made or filled in. */
@Check('conference_merge_moved_what_check', 'listed in the migration')
@Check('conference_merge_moved_before_check', 'stated in the migration')
@Entity('conference_merge_moved')
export class MovedRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'conference_merge_moved_pkey' })
  mergeId!: number;

  @ManyToOne(() => MergeRow, { nullable: false })
  @JoinColumn({ name: 'merge_id', foreignKeyConstraintName: 'conference_merge_moved_merge_fkey' })
  merge?: Relation<MergeRow>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'conference_merge_moved_pkey' })
  what!: string;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'conference_merge_moved_pkey' })
  rowId!: number;

  /** What was known of a child that was filled in. */
  @Column('jsonb', { nullable: true })
  before!: KeptChild | null;
}
