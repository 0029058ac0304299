import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { NoticeRow } from '../calendar/notice.entity.js';
import { HubRow } from '../conferences/hub.entity.js';

/** One rung of the ladder of one open matter, decided once: said to a role, or left out with the reason. */
@Unique('chase_rung_key', ['kind', 'subject', 'edition', 'days'])
@Check('chase_kind_check', 'listed in the migration')
@Check('chase_role_check', 'listed in the migration')
@Check('chase_skipped_check', 'listed in the migration')
@Check('chase_told_check', 'role is not null or skipped is not null')
@Index('chase_subject_idx', ['subject'])
@Index('chase_decided_at_idx', ['decidedAt'])
@Entity('chase')
export class ChaseRow {
  @PrimaryGeneratedColumn('identity', {
    type: 'int',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'chase_pkey',
  })
  id!: number;

  @Column('text')
  kind!: string;

  /** A reference of a conference, or what an expected one is called. */
  @Column('text')
  subject!: string;

  @Column('text')
  edition!: string;

  @Column('int')
  days!: number;

  @Column('text')
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'chase_hub_fkey' })
  hub?: Relation<HubRow>;

  @Column('text', { nullable: true })
  role!: string | null;

  @Column('text', { nullable: true })
  skipped!: string | null;

  @Column('timestamptz')
  decidedAt!: Temporal.Instant;

  @Column('text')
  ladderVersion!: string;
}

/** Which mail tells of it; one rung may go to several people, and one mail tell of several. */
@Index('chase_notice_notice_id_idx', ['noticeId'])
@Entity('chase_notice')
export class ChaseNoticeRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'chase_notice_pkey' })
  chaseId!: number;

  @ManyToOne(() => ChaseRow, { nullable: false })
  @JoinColumn({ name: 'chase_id', foreignKeyConstraintName: 'chase_notice_chase_fkey' })
  chase?: Relation<ChaseRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'chase_notice_pkey' })
  noticeId!: number;

  @ManyToOne(() => NoticeRow, { nullable: false })
  @JoinColumn({ name: 'notice_id', foreignKeyConstraintName: 'chase_notice_notice_fkey' })
  notice?: Relation<NoticeRow>;
}
