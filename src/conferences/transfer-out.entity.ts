import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from './conference.entity.js';

@Check('transfer_out_receiving_check', 'listed in the migration')
@Check('transfer_out_receiving_on_check', 'listed in the migration')
@Index('transfer_out_awaited_idx', ['conferenceId'], { where: "receiving = 'awaited'" })
@Entity('transfer_out')
export class TransferOutRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'transfer_out_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'transfer_out_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text', { nullable: true })
  toAuthority!: string | null;

  @Column('text', { nullable: true })
  forceContact!: string | null;

  @Column('text')
  receiving!: string;

  @Column('date', { nullable: true })
  receivingOn!: Temporal.PlainDate | null;

  @Column('timestamptz')
  transferredAt!: Temporal.Instant;
}
