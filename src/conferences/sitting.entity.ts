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
import { ConferenceRow } from './conference.entity.js';

@Unique('sitting_conference_id_number_key', ['conferenceId', 'number'])
@Check('sitting_span_check', 'ends_at > starts_at')
@Check('sitting_mode_check', 'listed in the migration')
@Index('sitting_starts_at_idx', ['startsAt'])
@Entity('sitting')
export class SittingRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'sitting_pkey',
  })
  id!: number;

  @Column('int')
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'sitting_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('int')
  number!: number;

  @Column('timestamptz')
  startsAt!: Temporal.Instant;

  @Column('timestamptz')
  endsAt!: Temporal.Instant;

  @Column('text')
  mode!: string;

  @Column('text', { nullable: true })
  venue!: string | null;

  @Column('text', { nullable: true })
  joinLink!: string | null;
}
