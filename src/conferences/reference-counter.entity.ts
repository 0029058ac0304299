import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reference_counter')
export class ReferenceCounterRow {
  @PrimaryColumn('int', { primaryKeyConstraintName: 'reference_counter_pkey' })
  year!: number;

  @Column('int')
  used!: number;
}
