import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Check('relevance_decision_value_check', 'listed in the migration')
@Check('relevance_decision_criteria_check', 'listed in the migration')
@Index('relevance_decision_conference_id_idx', ['conferenceId'])
@Entity('relevance_decision')
export class RelevanceDecisionRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'relevance_decision_pkey',
  })
  id!: number;

  @Column('int')
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'relevance_decision_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text')
  value!: string;

  @Column('text', { array: true })
  criteria!: string[];

  @Column('text')
  reason!: string;

  /** Of the list of criteria in force then; null of decisions made before it was kept. */
  @Column('text', { nullable: true })
  criteriaVersion!: string | null;

  @Column('text')
  decidedBy!: string;

  @Column('timestamptz')
  decidedAt!: Temporal.Instant;
}
