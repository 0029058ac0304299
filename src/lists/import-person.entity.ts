import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AttendeeRow } from '../attendees/attendee.entity.js';
import { ImportRow } from './import.entity.js';

@Check('import_person_standing_check', 'listed in the migration')
@Check('import_person_attendee_check', 'stated in the migration')
@Unique('import_person_import_id_name_key', ['importId', 'name'])
@Index('import_person_attendee_id_idx', ['attendeeId'])
@Entity('import_person')
export class ImportPersonRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_person_pkey' })
  importId!: number;

  @ManyToOne(() => ImportRow, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_person_import_fkey' })
  list?: Relation<ImportRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'import_person_pkey' })
  number!: number;

  @Column('text')
  name!: string;

  @Column('text')
  standing!: string;

  @Column('int', { nullable: true })
  attendeeId!: number | null;

  @ManyToOne(() => AttendeeRow)
  @JoinColumn({ name: 'attendee_id', foreignKeyConstraintName: 'import_person_attendee_fkey' })
  attendee?: Relation<AttendeeRow>;
}
