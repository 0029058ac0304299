import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

@Check('hub_validity_check', 'valid_to is null or valid_to > valid_from')
@Entity('hub')
export class HubRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'hub_pkey' })
  code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  localAuthority!: string;

  @Column('date')
  validFrom!: Temporal.PlainDate;

  @Column('date', { nullable: true })
  validTo!: Temporal.PlainDate | null;
}
