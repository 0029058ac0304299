import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AttendeeRow } from './attendee.entity.js';

@Check('attendee_address_lower_check', 'address = lower(address)')
@Index('attendee_address_attendee_id_idx', ['attendeeId'])
@Entity('attendee_address')
export class AttendeeAddressRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'attendee_address_pkey' })
  address!: string;

  @Column('int')
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'attendee_address_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;
}
