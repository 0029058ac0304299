import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { HubRow } from '../conferences/hub.entity.js';
import { ExpectationRow } from '../expectations/expectation.entity.js';

@Check('challenge_about_check', 'listed in the migration')
@Check('challenge_subject_check', 'stated in the migration')
@Check('challenge_state_check', 'listed in the migration')
@Check('challenge_closed_check', 'stated in the migration')
@Index('challenge_conference_key', ['conferenceId', 'about'], { unique: true, where: "state = 'open'" })
@Index('challenge_expectation_key', ['expectationId'], { unique: true, where: "state = 'open'" })
@Index('challenge_raised_at_idx', ['raisedAt'])
@Entity('challenge')
export class ChallengeRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'challenge_pkey',
  })
  id!: number;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'challenge_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('text')
  about!: string;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'challenge_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('int', { nullable: true })
  expectationId!: number | null;

  @ManyToOne(() => ExpectationRow, { nullable: true })
  @JoinColumn({ name: 'expectation_id', foreignKeyConstraintName: 'challenge_expectation_fkey' })
  expectation?: Relation<ExpectationRow>;

  /** The code of the procedure of config/challenge-procedures.json, and its edition when it was raised. */
  @Column('text')
  procedure!: string;

  @Column('text')
  procedureVersion!: string;

  @Column('text')
  state!: string;

  @Column('text')
  raisedBy!: string;

  @Column('timestamptz')
  raisedAt!: Temporal.Instant;

  @Column('text', { nullable: true })
  closedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  outcome!: string | null;

  @Column('int')
  version!: number;
}
