import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { PlanRow } from './plan.entity.js';

@Check('plan_question_kind_check', 'listed in the migration')
@Check('plan_question_person_check', 'stated in the migration')
@Check('plan_question_state_check', 'listed in the migration')
@Check('plan_question_said_check', 'stated in the migration')
@Index('plan_question_plan_id_idx', ['planId'])
@Index('plan_question_work_idx', { synchronize: false })
@Entity('plan_question')
export class PlanQuestionRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'plan_question_pkey',
  })
  id!: number;

  @Column('int')
  planId!: number;

  @ManyToOne(() => PlanRow, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'plan_id', foreignKeyConstraintName: 'plan_question_plan_fkey' })
  plan?: Relation<PlanRow>;

  @Column('text')
  kind!: string;

  @Column('text')
  sitting!: string;

  @Column('text', { nullable: true })
  person!: string | null;

  @Column('text')
  askedBy!: string;

  @Column('timestamptz')
  askedAt!: Temporal.Instant;

  @Column('text')
  state!: string;

  @Column('int')
  attempts!: number;

  @Column('text', { array: true })
  said!: readonly string[];
}
