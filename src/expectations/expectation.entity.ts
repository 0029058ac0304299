import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';
import { HubRow } from '../conferences/hub.entity.js';

/** A conference that should be coming. */
@Check('expectation_kind_check', 'listed in the migration')
@Check('expectation_origin_check', 'stated in the migration')
@Check('expectation_circle_check', 'conference_id <> previous_conference_id')
@Check('expectation_due_check', 'stated in the migration')
@Check('expectation_subject_check', "subject <> ''")
@Check('expectation_state_check', 'listed in the migration')
@Check('expectation_met_check', 'stated in the migration')
@Check('expectation_closed_check', 'stated in the migration')
@Check('expectation_letter_check', 'stated in the migration')
@Check('expectation_settled_check', 'stated in the migration')
@Check('expectation_source_check', 'listed in the migration')
@Index('expectation_previous_key', ['previousConferenceId'], { unique: true, where: "origin = 'outcome'" })
@Index('expectation_told_key', ['hubCode', 'kind', 'beganOn', 'subject'], {
  unique: true,
  where: "origin <> 'outcome'",
})
@Index('expectation_running_key', ['hubCode', 'kind', 'subject'], {
  unique: true,
  where: "origin <> 'outcome' and state = 'open'",
})
@Index('expectation_open_idx', ['inviteBy', 'id'], { where: "state = 'open'" })
@Index('expectation_conference_id_idx', ['conferenceId'])
@Entity('expectation')
export class ExpectationRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'expectation_pkey',
  })
  id!: number;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'expectation_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('text')
  kind!: string;

  @Column('text')
  origin!: string;

  @Column('date')
  beganOn!: Temporal.PlainDate;

  @Column('date')
  dueOn!: Temporal.PlainDate;

  @Column('text')
  dueBy!: string;

  @Column('date')
  inviteBy!: Temporal.PlainDate;

  @Column('int', { nullable: true })
  previousConferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'previous_conference_id', foreignKeyConstraintName: 'expectation_previous_fkey' })
  previousConference?: Relation<ConferenceRow>;

  @Column('text', { nullable: true })
  laReference!: string | null;

  @Column('text', { array: true })
  childIds!: string[];

  /** By what two tellings of one strategy discussion are known to be the same. */
  @Column('text')
  subject!: string;

  @Column('text')
  state!: string;

  @Column('int', { nullable: true })
  conferenceId!: number | null;

  @ManyToOne(() => ConferenceRow, { nullable: true })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'expectation_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text', { nullable: true })
  matchedBy!: string | null;

  @Column('text', { nullable: true })
  closedReason!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('date', { nullable: true })
  letterSentOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  letterSentBy!: string | null;

  @Column('text')
  source!: string;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;

  @Column('text', { nullable: true })
  settledBy!: string | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Temporal.Instant | null;

  @Column('int')
  version!: number;
}
