import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ChallengeRow } from './challenge.entity.js';

/** One stage as it was when it began: a procedure that changes later does not rewrite it. */
@Check('challenge_stage_number_check', 'number > 0')
@Check('challenge_stage_due_check', 'due_on > begun_on')
@Check('challenge_stage_answer_check', 'listed in the migration')
@Entity('challenge_stage')
export class ChallengeStageRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'challenge_stage_pkey' })
  challengeId!: number;

  @ManyToOne(() => ChallengeRow, { nullable: false })
  @JoinColumn({ name: 'challenge_id', foreignKeyConstraintName: 'challenge_stage_challenge_fkey' })
  challenge?: Relation<ChallengeRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'challenge_stage_pkey' })
  number!: number;

  @Column('text')
  name!: string;

  @Column('text')
  sentTo!: string;

  @Column('date')
  begunOn!: Temporal.PlainDate;

  @Column('date')
  dueOn!: Temporal.PlainDate;

  @Column('date', { nullable: true })
  letterSentOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  answer!: string | null;

  @Column('date', { nullable: true })
  answeredOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('text', { nullable: true })
  recordedBy!: string | null;
}
