import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from '../conferences/conference.entity.js';

@Check('conference_told_apart_order_check', 'first_id < second_id')
@Index('conference_told_apart_second_id_idx', ['secondId'])
@Entity('conference_told_apart')
export class ToldApartRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'conference_told_apart_pkey' })
  firstId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'first_id', foreignKeyConstraintName: 'conference_told_apart_first_fkey' })
  first?: Relation<ConferenceRow>;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'conference_told_apart_pkey' })
  secondId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'second_id', foreignKeyConstraintName: 'conference_told_apart_second_fkey' })
  second?: Relation<ConferenceRow>;

  @Column('text')
  decidedBy!: string;

  @Column('timestamptz')
  decidedAt!: Temporal.Instant;
}
