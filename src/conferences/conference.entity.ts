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
import { HubRow } from './hub.entity.js';

@Unique('conference_reference_key', ['reference'])
@Check('conference_previous_check', 'previous_conference_id <> id')
@Check('conference_kind_check', 'listed in the migration')
@Check('conference_state_check', 'listed in the migration')
@Check('conference_convened_by_check', "convened_by <> ''")
@Index('conference_la_meeting_key', ['hubCode', 'kind', 'laMeetingId'], {
  unique: true,
  where: "la_meeting_id is not null and state <> 'voided'",
})
@Index('conference_scheduled_idx', ['id'], { where: "state = 'scheduled'" })
@Check('conference_to_confirm_check', 'cardinality(to_confirm) > 0')
@Index('conference_to_confirm_idx', ['hubCode', 'id'], { where: 'to_confirm is not null' })
@Index('conference_previous_conference_id_idx', ['previousConferenceId'])
@Entity('conference')
export class ConferenceRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'conference_pkey',
  })
  id!: number;

  @Column('text')
  reference!: string;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'conference_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('text')
  kind!: string;

  @Column('text')
  state!: string;

  @Column('text', { nullable: true })
  stateReason!: string | null;

  /** Null while it has been in one state only. */
  @Column('timestamptz', { nullable: true })
  stateSince!: Temporal.Instant | null;

  @Column('text', { nullable: true })
  laMeetingId!: string | null;

  @Column('date', { nullable: true })
  strategyDiscussionOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  convenedBy!: string | null;

  @Column('int', { nullable: true })
  previousConferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'previous_conference_id', foreignKeyConstraintName: 'conference_previous_conference_fkey' })
  previousConference?: Relation<ConferenceRow>;

  /** Why a person has to confirm what automation recorded; null once somebody has, and for all others. */
  @Column('text', { array: true, nullable: true })
  toConfirm!: string[] | null;

  @Column('int')
  version!: number;

  @Column('timestamptz')
  createdAt!: Temporal.Instant;
}
