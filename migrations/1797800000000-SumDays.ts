import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Months are added up by day and by every measure, too: of a month under way only today is left to count one by one. */
export class SumDays1797800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table month_sum drop constraint month_sum_split_check,
        add constraint month_sum_split_check check (split in ('all', 'reason', 'notice', 'automation', 'day', 'measure'));

      -- A month that is marked is counted for itself until it is added up afresh.
      insert into month_mark (hub_code, month) select distinct hub_code, month from month_sum;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from month_sum where split in ('day', 'measure');
      alter table month_sum drop constraint month_sum_split_check,
        add constraint month_sum_split_check check (split in ('all', 'reason', 'notice', 'automation'));
    `);
  }
}
