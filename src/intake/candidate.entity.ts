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
import { HubRow } from '../conferences/hub.entity.js';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { InboundMailRow } from './inbound-mail.entity.js';

@Unique('candidate_inbound_mail_id_key', ['inboundMailId'])
@Check('candidate_channel_check', 'listed in the migration')
@Check('candidate_asks_check', 'listed in the migration')
@Check('candidate_la_sequence_check', 'la_sequence >= 0')
@Check('candidate_state_check', 'listed in the migration')
@Check('candidate_rejection_check', 'listed in the migration')
@Check('candidate_confirmation_check', 'listed in the migration')
@Index('candidate_waiting_idx', ['receivedAt'], { where: "state = 'waiting'" })
@Index('candidate_la_calendar_uid_idx', ['laCalendarUid'])
@Index('candidate_conference_id_idx', ['conferenceId'])
@Entity('candidate')
export class CandidateRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'candidate_pkey',
  })
  id!: number;

  @Column('text')
  channel!: string;

  @Column('int', { nullable: true })
  inboundMailId!: number | null;

  @ManyToOne(() => InboundMailRow, { nullable: true })
  @JoinColumn({ name: 'inbound_mail_id', foreignKeyConstraintName: 'candidate_inbound_mail_fkey' })
  inboundMail?: Relation<InboundMailRow>;

  @Column('text', { nullable: true })
  hubCode!: string | null;

  @ManyToOne(() => HubRow, { nullable: true })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'candidate_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('timestamptz')
  receivedAt!: Temporal.Instant;

  @Column('jsonb')
  reading!: Record<string, unknown>;

  @Column('text', { nullable: true })
  laCalendarUid!: string | null;

  @Column('text', { default: 'invitation' })
  asks!: string;

  @Column('bigint', { nullable: true })
  laSequence!: number | null;

  @Column('timestamptz', { nullable: true })
  laStampedAt!: Temporal.Instant | null;

  @Column('text')
  state!: string;

  @Column('text', { nullable: true })
  rejectReason!: string | null;

  @Column('text', { nullable: true })
  decidedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Temporal.Instant | null;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'candidate_conference_fkey' })
  conference?: Relation<ConferenceRow>;
}
