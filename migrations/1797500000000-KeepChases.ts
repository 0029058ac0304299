import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plain mail on its way, what was owed of the ladder and said, when work ran, and what the proof of each night found. */
export class KeepChases1797500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table notice (
        id integer generated always as identity constraint notice_pkey primary key,
        topic text not null,
        about text not null,
        name text not null,
        recipient text not null,
        message_id text not null,
        subject text not null,
        body_text text not null,
        state text not null,
        attempts integer not null,
        next_attempt_at timestamptz not null,
        claimed_until timestamptz,
        last_error text,
        created_at timestamptz not null,
        sent_at timestamptz,
        constraint notice_topic_about_key unique (topic, about),
        constraint notice_message_id_key unique (message_id),
        constraint notice_topic_check check (topic in ('chase', 'proof')),
        constraint notice_state_check check (state in ('owed', 'sent', 'failed', 'dropped')),
        constraint notice_sent_check check ((state = 'sent') = (sent_at is not null))
      );
      create index notice_owed_idx on notice (topic, next_attempt_at) where state = 'owed';

      create table chase (
        id integer generated always as identity constraint chase_pkey primary key,
        kind text not null,
        subject text not null,
        edition text not null,
        days integer not null,
        hub_code text not null,
        role text,
        skipped text,
        decided_at timestamptz not null,
        ladder_version text not null,
        constraint chase_hub_fkey foreign key (hub_code) references hub (code),
        constraint chase_rung_key unique (kind, subject, edition, days),
        constraint chase_kind_check check (kind in ('unassigned', 'no-answer', 'declined', 'report-owed',
          'relevance-undecided', 'outcome-missing', 'minutes-missing', 'expectation-overdue')),
        constraint chase_role_check check (role in ('lead', 'hub', 'supervisor', 'leadership')),
        constraint chase_skipped_check check (skipped in ('overtaken', 'begun', 'settled')),
        constraint chase_told_check check (role is not null or skipped is not null)
      );
      create index chase_decided_at_idx on chase (decided_at);

      create table chase_notice (
        chase_id integer not null,
        notice_id integer not null,
        constraint chase_notice_pkey primary key (chase_id, notice_id),
        constraint chase_notice_chase_fkey foreign key (chase_id) references chase (id),
        constraint chase_notice_notice_fkey foreign key (notice_id) references notice (id)
      );
      create index chase_notice_notice_id_idx on chase_notice (notice_id);

      create table job_run (
        job text not null,
        hour timestamptz not null,
        ran_at timestamptz not null,
        constraint job_run_pkey primary key (job, hour),
        constraint job_run_hour_check check (hour = date_trunc('hour', hour, 'UTC'))
      );

      create table chase_proof (
        night date not null constraint chase_proof_pkey primary key,
        since timestamptz not null,
        until timestamptz not null,
        next_since timestamptz not null,
        verdict text not null,
        owed integer not null,
        sent integer not null,
        overtaken integer not null,
        begun integer not null,
        settled integer not null,
        missed integer not null,
        pending integer not null,
        gaps jsonb not null,
        missed_runs jsonb not null,
        constraint chase_proof_verdict_check check (verdict in ('complete', 'outage', 'gap')),
        constraint chase_proof_gaps_check check ((verdict = 'gap') = (jsonb_array_length(gaps) > 0)),
        constraint chase_proof_span_check check (since <= until)
      );
      create trigger chase_proof_append_only before update or delete or truncate on chase_proof
        for each statement execute function refuse_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table chase_proof, job_run, chase_notice, chase, notice');
  }
}
