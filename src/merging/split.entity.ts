import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Check('conference_split_itself_check', 'from_id <> to_id')
@Index('conference_split_from_id_idx', ['fromId'])
@Entity('conference_split')
export class SplitRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'conference_split_pkey' })
  toId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'to_id', foreignKeyConstraintName: 'conference_split_to_fkey' })
  to?: Relation<ConferenceRow>;

  @Column('int')
  fromId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'from_id', foreignKeyConstraintName: 'conference_split_from_fkey' })
  from?: Relation<ConferenceRow>;

  @Column('text')
  reason!: string;

  @Column('text')
  splitBy!: string;

  @Column('timestamptz')
  splitAt!: Temporal.Instant;
}
