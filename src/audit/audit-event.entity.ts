import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { AccountRow } from '../access/account.entity.js';

@Index('audit_event_conference_id_id_idx', ['conferenceId', 'id'])
@Index('audit_event_automation_refused_idx', ['at'], { where: "action = 'automation.refused'" })
@Index('audit_event_told_of_idx', ['action', 'at'], { where: 'listed in the migration' })
@Index('audit_event_expectation_idx', ['at'], { where: 'listed in the migration' })
@Entity('audit_event')
export class AuditEventRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_event_pkey',
  })
  id!: number;

  @Column('timestamptz')
  at!: Temporal.Instant;

  @Column('int', { nullable: true })
  actorId!: number | null;

  @ManyToOne(() => AccountRow, { nullable: true })
  @JoinColumn({ name: 'actor_id', foreignKeyConstraintName: 'audit_event_actor_fkey' })
  actorAccount?: Relation<AccountRow>;

  @Column('text')
  actor!: string;

  @Column('text')
  action!: string;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'audit_event_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('jsonb')
  detail!: Record<string, unknown>;
}
