import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AssignmentRow } from '../assignments/assignment.entity.js';

@Check('answer_link_use_answer_check', 'listed in the migration')
@Entity('answer_link_use')
export class AnswerLinkUseRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'answer_link_use_pkey' })
  assignmentId!: number;

  @ManyToOne(() => AssignmentRow, { nullable: false })
  @JoinColumn({ name: 'assignment_id', foreignKeyConstraintName: 'answer_link_use_assignment_fkey' })
  assignment?: Relation<AssignmentRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'answer_link_use_pkey' })
  sequence!: number;

  @Column('text')
  answer!: string;

  @Column('timestamptz')
  usedAt!: Temporal.Instant;
}
