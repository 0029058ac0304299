import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AttendeeRow } from './attendee.entity.js';

@Entity('attendee_skill')
export class AttendeeSkillRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'attendee_skill_pkey' })
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'attendee_skill_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'attendee_skill_pkey' })
  skill!: string;

  @Column('date', { nullable: true })
  expiresOn!: Temporal.PlainDate | null;
}
