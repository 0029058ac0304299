import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Check('minutes_order_check', 'received_on >= asked_on')
@Index('minutes_awaited_idx', ['conferenceId'], { where: 'asked_on is not null and received_on is null' })
@Entity('minutes')
export class MinutesRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'minutes_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'minutes_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  /** When they were asked for; null when nobody did. */
  @Column('date', { nullable: true })
  askedOn!: Temporal.PlainDate | null;

  @Column('date', { nullable: true })
  receivedOn!: Temporal.PlainDate | null;

  @Column('int')
  version!: number;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;
}
