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

@Unique('child_conference_id_la_child_id_key', ['conferenceId', 'laChildId'])
@Check('child_initials_check', 'listed in the migration')
@Check('child_plan_result_check', 'listed in the migration')
@Index('child_la_child_id_idx', ['laChildId'])
@Index('child_police_reference_idx', ['policeReference'])
@Index('child_on_plan_idx', ['conferenceId'], { where: "plan_result in ('made', 'continues')" })
@Entity('child')
export class ChildRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'child_pkey',
  })
  id!: number;

  @Column('int')
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'child_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text', { nullable: true })
  laChildId!: string | null;

  @Column('text', { nullable: true })
  policeReference!: string | null;

  @Column('text', { nullable: true })
  initials!: string | null;

  @Column('int', { nullable: true })
  bornYear!: number | null;

  @Column('date', { nullable: true })
  expectedOn!: Temporal.PlainDate | null;

  /** What the conference decided for this child; null while nobody has said. */
  @Column('text', { nullable: true })
  planResult!: string | null;
}
