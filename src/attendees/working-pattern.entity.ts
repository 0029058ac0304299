import {
  Check,
  Column,
  Entity,
  Exclusion,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { AttendeeRow } from './attendee.entity.js';
import type { Shift } from './availability.js';

@Check('working_pattern_until_check', 'until_on >= from_on')
@Check('working_pattern_cycle_check', 'cycle_weeks between 1 and 12')
@Check('working_pattern_shifts_check', 'stated in the migration')
@Exclusion('working_pattern_period_excl', 'stated in the migration')
@Entity('working_pattern')
export class WorkingPatternRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'working_pattern_pkey',
  })
  id!: number;

  @Column('int')
  attendeeId!: number;

  @ManyToOne(() => AttendeeRow, { nullable: false })
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'working_pattern_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;

  @Column('date')
  fromOn!: Temporal.PlainDate;

  @Column('date', { nullable: true })
  untilOn!: Temporal.PlainDate | null;

  @Column('int')
  cycleWeeks!: number;

  @Column('boolean')
  worksHolidays!: boolean;

  @Column('jsonb')
  shifts!: readonly Shift[];
}
