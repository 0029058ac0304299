import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';

/** The digest of a hub on a working day, which is also its place in the outbox: one row, so one mail. */
@Unique('automation_digest_message_id_key', ['messageId'])
@Check('automation_digest_state_check', 'listed in the migration')
@Check('automation_digest_span_check', 'since < until')
@Check('automation_digest_sent_check', 'listed in the migration')
@Index('automation_digest_owed_idx', ['nextAttemptAt'], { where: "state = 'owed'" })
@Entity('automation_digest')
export class AutomationDigestRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'automation_digest_pkey' })
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({
    name: 'hub_code',
    referencedColumnName: 'code',
    foreignKeyConstraintName: 'automation_digest_hub_fkey',
  })
  hub?: Relation<HubRow>;

  @PrimaryColumn('date', { primaryKeyConstraintName: 'automation_digest_pkey' })
  day!: Temporal.PlainDate;

  /** It tells of what was done from here on, before `until`. */
  @Column('timestamptz')
  since!: Temporal.Instant;

  @Column('timestamptz')
  until!: Temporal.Instant;

  /** `nothing` was done, so nothing is sent. */
  @Column('text')
  state!: string;

  @Column('text')
  recipient!: string;

  @Column('text')
  messageId!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  bodyText!: string;

  @Column('int')
  attempts!: number;

  @Column('timestamptz')
  nextAttemptAt!: Temporal.Instant;

  @Column('timestamptz', { nullable: true })
  claimedUntil!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;

  @Column('timestamptz', { nullable: true })
  sentAt!: Temporal.Instant | null;
}
