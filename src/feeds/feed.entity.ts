import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { AttendeeRow } from '../attendees/attendee.entity.js';
import { HubRow } from '../conferences/hub.entity.js';

@Unique('feed_secret_hash_key', ['secretHash'])
@Check('feed_secret_hash_check', "secret_hash ~ '^[0-9a-f]{64}$'")
@Check('feed_owner_check', 'num_nonnulls(attendee_id, hub_code) = 1')
@Index('feed_attendee_id_idx', ['attendeeId'])
@Index('feed_hub_code_idx', ['hubCode'])
@Entity('feed')
export class FeedRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'feed_pkey',
  })
  id!: number;

  @Column('int', { nullable: true })
  attendeeId!: number | null;

  @ManyToOne(() => AttendeeRow)
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'feed_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @Column('text', { nullable: true })
  hubCode!: string | null;

  @ManyToOne(() => HubRow)
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'feed_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('text')
  secretHash!: string;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;

  @Column('text')
  createdBy!: string;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Temporal.Instant | null;
}
