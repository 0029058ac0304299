import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { HubRow } from '../conferences/hub.entity.js';

@Entity('import_mapping')
export class ImportMappingRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'import_mapping_pkey' })
  hubCode!: string;

  @ManyToOne(() => HubRow, { nullable: false })
  @JoinColumn({ name: 'hub_code', referencedColumnName: 'code', foreignKeyConstraintName: 'import_mapping_hub_fkey' })
  hub?: Relation<HubRow>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'import_mapping_pkey' })
  headerKey!: string;

  @Column('jsonb')
  columns!: unknown;

  @Column('text')
  keptBy!: string;

  @Column('timestamptz')
  keptAt!: Temporal.Instant;
}
