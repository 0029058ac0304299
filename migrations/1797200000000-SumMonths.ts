import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What months add up to, kept so that ten years are read as fast as one, and which of it is to be added up afresh. */
export class SumMonths1797200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table month_mark (
        id bigint generated always as identity,
        hub_code text not null,
        month date not null,
        constraint month_mark_pkey primary key (id),
        constraint month_mark_hub_fkey foreign key (hub_code) references hub (code)
      );

      create table month_sum (
        hub_code text not null,
        month date not null,
        split text not null,
        measure text not null,
        definition_version text not null,
        key text not null,
        other_key text not null,
        held integer not null,
        attended integer not null,
        unrecorded integer not null,
        outside integer not null,
        constraint month_sum_pkey primary key (split, month, hub_code, measure, definition_version, key, other_key),
        constraint month_sum_hub_fkey foreign key (hub_code) references hub (code),
        constraint month_sum_split_check check (split in ('all', 'reason', 'notice', 'automation'))
      );

      create index measure_missed_idx on measure (measure, month, hub_code) where in_denominator and not in_numerator;
      create index measure_outside_idx on measure (measure, month, hub_code) where not in_denominator;
      create index invitation_recorded_at_idx on invitation (recorded_at);

      -- Everything is added up once, by whichever instance comes first.
      insert into month_mark (hub_code, month)
        select hub_code, month from measure
        union select c.hub_code, date_trunc('month', i.recorded_at at time zone 'Europe/London')::date
          from invitation i join conference c on c.id = i.conference_id;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index invitation_recorded_at_idx, measure_outside_idx, measure_missed_idx;
      drop table month_sum, month_mark;
    `);
  }
}
