import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What was published of one month. Made once, never changed. */
@Check('frozen_month_month_check', 'listed in the migration')
@Check('frozen_month_sha256_check', 'listed in the migration')
@Entity('frozen_month')
export class FrozenMonthRow {
  /** The first day. */
  @PrimaryColumn('date', { primaryKeyConstraintName: 'frozen_month_pkey' })
  month!: Temporal.PlainDate;

  @Column('text')
  definitionVersion!: string;

  @Column('timestamptz')
  frozenAt!: Temporal.Instant;

  @Column('int')
  conferences!: number;

  /** The published figures and every conference behind them, byte for byte as `sha256` was taken of it. */
  @Column('text')
  document!: string;

  /** Of the document in UTF-8, in hexadecimal. */
  @Column('text')
  sha256!: string;
}
