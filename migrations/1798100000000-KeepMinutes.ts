import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the minutes of a conference were asked for, and came. */
export class KeepMinutes1798100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table minutes (
        conference_id integer constraint minutes_pkey primary key,
        asked_on date,
        received_on date,
        version integer not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        constraint minutes_conference_fkey foreign key (conference_id) references conference (id),
        constraint minutes_order_check check (received_on >= asked_on)
      );
      create index minutes_awaited_idx on minutes (conference_id) where asked_on is not null and received_on is null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table minutes');
  }
}
