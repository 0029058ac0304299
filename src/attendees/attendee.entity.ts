import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';

@Check('attendee_mail_check', 'mail = lower(mail)')
@Check('attendee_bounce_check', 'listed in the migration')
@Check('attendee_bounced_mail_check', 'listed in the migration')
@Check('attendee_max_per_day_check', 'max_per_day between 1 and 20')
@Check('attendee_max_per_week_check', 'max_per_week between 1 and 100')
@Index('attendee_mail_key', ['mail'], { unique: true, where: 'mail is not null' })
@Index('attendee_hub_code_idx', ['hubCode'])
@Entity('attendee')
export class AttendeeRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'attendee_pkey',
  })
  id!: number;

  @Column('text')
  name!: string;

  @Column('text')
  role!: string;

  @Column('text', { nullable: true })
  mail!: string | null;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'attendee_hub_fkey' })
  hub?: Relation<HubRow>;

  /** The hub from which they travel; null for their own. */
  @Column('text', { nullable: true })
  travelBase!: string | null;

  @ManyToOne(() => HubRow)
  @JoinColumn({
    name: 'travel_base',
    referencedColumnName: 'code',
    foreignKeyConstraintName: 'attendee_travel_base_fkey',
  })
  base?: Relation<HubRow> | null;

  /** Conferences at most; null for no limit. */
  @Column('int', { nullable: true })
  maxPerDay!: number | null;

  @Column('int', { nullable: true })
  maxPerWeek!: number | null;

  @Column('boolean')
  active!: boolean;

  @Column('int')
  version!: number;

  /** When mail to the address came back for good; null while it works, as far as is known. */
  @Column('timestamptz', { nullable: true })
  mailBouncedAt!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  mailBounceReason!: string | null;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;
}
