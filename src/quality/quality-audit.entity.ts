import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Index('quality_audit_audited_at_idx', ['auditedAt'])
@Check('quality_audit_findings_check', 'stated in the migration')
@Check('quality_audit_good_check', 'stated in the migration')
@Entity('quality_audit')
export class QualityAuditRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'quality_audit_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'quality_audit_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text')
  basis!: string;

  @Column('text')
  criteriaVersion!: string;

  @Column('text', { array: true })
  met!: string[];

  @Column('text', { array: true })
  unmet!: string[];

  @Column('boolean')
  good!: boolean;

  @Column('int')
  version!: number;

  @Column('text')
  auditedBy!: string;

  @Column('timestamptz')
  auditedAt!: Temporal.Instant;
}
