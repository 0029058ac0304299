import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Check('recommendation_text_check', 'stated in the migration')
@Check('recommendation_status_check', 'listed in the migration')
@Check('recommendation_evidence_check', 'stated in the migration')
@Check('recommendation_evidence_link_check', 'stated in the migration')
@Entity('recommendation')
export class RecommendationRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'recommendation_pkey',
  })
  id!: number;

  @Column('text')
  source!: string;

  @Column('text')
  wording!: string;

  @Column('text')
  owner!: string;

  @Column('date', { nullable: true })
  dueOn!: Temporal.PlainDate | null;

  @Column('text')
  status!: string;

  @Column('text', { nullable: true })
  evidence!: string | null;

  @Column('text', { nullable: true })
  evidenceLink!: string | null;

  @Column('int')
  version!: number;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;

  @Column('text')
  createdBy!: string;
}
