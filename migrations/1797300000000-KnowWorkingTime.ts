import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When people work and are away, where they go and how often, and which conferences they must not go to. */
export class KnowWorkingTime1797300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table attendee
        add column travel_base text,
        add column max_per_day integer,
        add column max_per_week integer,
        add constraint attendee_travel_base_fkey foreign key (travel_base) references hub (code),
        add constraint attendee_max_per_day_check check (max_per_day between 1 and 20),
        add constraint attendee_max_per_week_check check (max_per_week between 1 and 100);

      create table attendee_hub (
        attendee_id integer not null,
        hub_code text not null,
        constraint attendee_hub_pkey primary key (attendee_id, hub_code),
        constraint attendee_hub_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint attendee_hub_hub_fkey foreign key (hub_code) references hub (code)
      );

      create table working_pattern (
        id integer generated always as identity,
        attendee_id integer not null,
        from_on date not null,
        until_on date,
        cycle_weeks integer not null,
        works_holidays boolean not null,
        shifts jsonb not null,
        constraint working_pattern_pkey primary key (id),
        constraint working_pattern_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint working_pattern_until_check check (until_on >= from_on),
        constraint working_pattern_cycle_check check (cycle_weeks between 1 and 12),
        constraint working_pattern_shifts_check check (jsonb_typeof(shifts) = 'array' and shifts <> '[]'),
        constraint working_pattern_period_excl exclude using gist
          (attendee_id with =, daterange(from_on, until_on, '[]') with &&)
      );

      create table absence (
        id integer generated always as identity,
        attendee_id integer not null,
        kind text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        source text not null,
        source_uid text,
        version integer not null,
        created_at timestamptz not null,
        created_by text not null,
        constraint absence_pkey primary key (id),
        constraint absence_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint absence_kind_check check (kind in ('leave', 'sick', 'course', 'court')),
        constraint absence_span_check check (ends_at > starts_at),
        constraint absence_source_check check (source in ('page', 'api', 'ics')),
        constraint absence_source_uid_check check (source_uid is null or source = 'ics'),
        constraint absence_overlap_excl exclude using gist
          (attendee_id with =, tstzrange(starts_at, ends_at) with &&)
      );

      create table conflict_of_interest (
        attendee_id integer not null,
        conference_id integer not null,
        reason text not null,
        recorded_at timestamptz not null,
        recorded_by text not null,
        constraint conflict_of_interest_pkey primary key (conference_id, attendee_id),
        constraint conflict_of_interest_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint conflict_of_interest_conference_fkey foreign key (conference_id) references conference (id)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table conflict_of_interest, absence, working_pattern, attendee_hub;
      alter table attendee drop column max_per_week, drop column max_per_day, drop column travel_base;
    `);
  }
}
