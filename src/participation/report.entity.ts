import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Unique('report_conference_id_key', ['conferenceId'])
@Check('report_kind_check', 'listed in the migration')
@Check('report_sent_by_check', 'stated in the migration')
@Check('report_read_out_check', 'stated in the migration')
@Entity('report')
export class ReportRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'report_pkey',
  })
  id!: number;

  @Column('int')
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'report_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text')
  kind!: string;

  @Column('date')
  sentOn!: Temporal.PlainDate;

  /** London; only known of one that went on the day of the conference. */
  @Column('time', { nullable: true })
  sentTime!: string | null;

  @Column('text')
  sentBy!: string;

  @Column('boolean', { nullable: true })
  readOut!: boolean | null;

  @Column('int')
  version!: number;

  @Column('text')
  recordedBy!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;
}
