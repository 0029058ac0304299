import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from './conference.entity.js';

@Check('never_invited_learnt_from_check', 'listed in the migration')
@Entity('never_invited')
export class NeverInvitedRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'never_invited_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'never_invited_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text')
  learntFrom!: string;

  @Column('timestamptz')
  learntAt!: Temporal.Instant;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;
}
