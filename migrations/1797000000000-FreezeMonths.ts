import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was published of each month: one document a month, which its own digest proves and nothing changes. */
export class FreezeMonths1797000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table frozen_month (
        month date not null constraint frozen_month_pkey primary key,
        definition_version text not null,
        frozen_at timestamptz not null,
        conferences integer not null,
        document text not null,
        sha256 text not null,
        constraint frozen_month_month_check check (extract(day from month) = 1),
        -- A document that somebody altered by hand is not accepted under the digest that was published.
        constraint frozen_month_sha256_check check (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
      );
      create trigger frozen_month_append_only before update or delete or truncate on frozen_month
        for each statement execute function refuse_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table frozen_month');
  }
}
