import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ConferenceRow } from './conference.entity.js';

@Check('transfer_in_trigger_kind_check', 'listed in the migration')
@Check('transfer_in_triggered_on_check', 'listed in the migration')
@Entity('transfer_in')
export class TransferInRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'transfer_in_pkey' })
  conferenceId!: number;

  @ManyToOne(() => ConferenceRow, { nullable: false })
  @JoinColumn({ name: 'conference_id', foreignKeyConstraintName: 'transfer_in_conference_fkey' })
  conference?: Relation<ConferenceRow>;

  @Column('text', { nullable: true })
  triggerKind!: string | null;

  @Column('date', { nullable: true })
  triggeredOn!: Temporal.PlainDate | null;

  @Column('text', { nullable: true })
  fromAuthority!: string | null;
}
