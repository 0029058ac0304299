import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody who reads contributions found of one: which criteria it meets, and no word about a child. */
export class AuditQuality1797900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table quality_audit (
        conference_id integer not null,
        basis text not null,
        criteria_version text not null,
        met text[] not null,
        unmet text[] not null,
        good boolean not null,
        version integer not null,
        audited_by text not null,
        audited_at timestamptz not null,
        constraint quality_audit_pkey primary key (conference_id),
        constraint quality_audit_conference_fkey foreign key (conference_id) references conference (id),
        constraint quality_audit_findings_check check (cardinality(met) + cardinality(unmet) > 0 and not met && unmet),
        constraint quality_audit_good_check check (good = (cardinality(unmet) = 0))
      );
      create index quality_audit_audited_at_idx on quality_audit (audited_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table quality_audit;');
  }
}
