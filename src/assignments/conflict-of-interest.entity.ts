import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AttendeeRow } from '../attendees/attendee.entity.js';
import { ConferenceRow } from '../conferences/conference.entity.js';

/** Somebody who must not go to a conference: a reason code, never the story. */
@Entity('conflict_of_interest')
export class ConflictOfInterestRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'conflict_of_interest_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'conflict_of_interest_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'conflict_of_interest_pkey' })
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'conflict_of_interest_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @Column('text')
  reason!: string;

  @Column('timestamptz')
  recordedAt!: Temporal.Instant;

  @Column('text')
  recordedBy!: string;
}
