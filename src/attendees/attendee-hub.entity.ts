import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';
import { AttendeeRow } from './attendee.entity.js';

/** A hub that somebody covers besides their own. */
@Entity('attendee_hub')
export class AttendeeHubRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'attendee_hub_pkey' })
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'attendee_hub_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'attendee_hub_pkey' })
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'attendee_hub_hub_fkey' })
  hub?: Relation<HubRow>;
}
