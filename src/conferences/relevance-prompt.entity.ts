import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from './conference.entity.js';

@Check('relevance_prompt_because_check', 'listed in the migration')
@Entity('relevance_prompt')
export class RelevancePromptRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'relevance_prompt_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'relevance_prompt_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text')
  because!: string;

  @Column('timestamptz')
  raisedAt!: Temporal.Instant;
}
