import { Check, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AttendeeRow } from './attendee.entity.js';

@Check('attendee_delegate_lower_check', 'address = lower(address)')
@Entity('attendee_delegate')
export class AttendeeDelegateRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'attendee_delegate_pkey' })
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'attendee_delegate_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'attendee_delegate_pkey' })
  address!: string;
}
