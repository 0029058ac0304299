import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reviews are added up by how they stood at the start: the performance page shows what became of all that were held. */
export class SumRelevance1798200000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table month_sum drop constraint month_sum_split_check,
        add constraint month_sum_split_check check (split in ('all', 'reason', 'notice', 'automation', 'day', 'measure',
          'relevance'));

      -- A month that is marked is counted for itself until it is added up afresh.
      insert into month_mark (hub_code, month) select distinct hub_code, month from month_sum;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from month_sum where split = 'relevance';
      alter table month_sum drop constraint month_sum_split_check,
        add constraint month_sum_split_check check (split in ('all', 'reason', 'notice', 'automation', 'day', 'measure'));
    `);
  }
}
