import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans of a period: what was asked, the facts they rest on, what came of them, and what was asked of them. */
export class KeepPlans1797700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table plan (
        id integer generated always as identity,
        hub_codes text[] not null,
        first_on date not null,
        last_on date not null,
        asked jsonb not null,
        from_plan_id integer,
        account_id integer not null,
        asked_by text not null,
        asked_at timestamptz not null,
        state text not null,
        attempts integer not null,
        began_at timestamptz,
        filled integer,
        places integer,
        said text[] not null,
        instance jsonb,
        known jsonb,
        result jsonb,
        ended_at timestamptz,
        committed_by text,
        constraint plan_pkey primary key (id),
        constraint plan_account_fkey foreign key (account_id) references account (id),
        constraint plan_from_plan_fkey foreign key (from_plan_id) references plan (id) on delete set null,
        constraint plan_state_check check (state in ('queued', 'running', 'done', 'refused', 'failed', 'committed')),
        constraint plan_days_check check (first_on <= last_on),
        constraint plan_hubs_check check (cardinality(hub_codes) > 0),
        constraint plan_said_check check (state not in ('refused', 'failed') or cardinality(said) > 0),
        constraint plan_result_check check (state not in ('done', 'committed')
          or (instance is not null and known is not null and result is not null)),
        constraint plan_committed_check check ((state = 'committed') = (committed_by is not null))
      );
      create index plan_account_id_idx on plan (account_id);
      create index plan_from_plan_id_idx on plan (from_plan_id);
      create index plan_work_idx on plan (id) where state in ('queued', 'running');

      create table plan_question (
        id integer generated always as identity,
        plan_id integer not null,
        kind text not null,
        sitting text not null,
        person text,
        asked_by text not null,
        asked_at timestamptz not null,
        state text not null,
        attempts integer not null,
        said text[] not null,
        constraint plan_question_pkey primary key (id),
        constraint plan_question_plan_fkey foreign key (plan_id) references plan (id) on delete cascade,
        constraint plan_question_kind_check check (kind in ('why', 'cover')),
        constraint plan_question_person_check check ((kind = 'why') = (person is not null)),
        constraint plan_question_state_check check (state in ('queued', 'running', 'done', 'failed')),
        constraint plan_question_said_check check (state in ('queued', 'running') or cardinality(said) > 0)
      );
      create index plan_question_plan_id_idx on plan_question (plan_id);
      create index plan_question_work_idx on plan_question (id) where state in ('queued', 'running');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table plan_question;
      drop table plan;
    `);
  }
}
