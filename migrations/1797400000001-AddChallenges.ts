import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Professional challenges to a local authority, and the stages each has gone through. */
export class AddChallenges1797400000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table challenge (
        id integer generated always as identity,
        hub_code text not null,
        about text not null,
        conference_id integer,
        expectation_id integer,
        procedure text not null,
        procedure_version text not null,
        state text not null,
        raised_by text not null,
        raised_at timestamptz not null,
        closed_by text,
        closed_at timestamptz,
        outcome text,
        version integer not null,
        constraint challenge_pkey primary key (id),
        constraint challenge_hub_fkey foreign key (hub_code) references hub (code),
        constraint challenge_conference_fkey foreign key (conference_id) references conference (id),
        constraint challenge_expectation_fkey foreign key (expectation_id) references expectation (id),
        constraint challenge_about_check check (about in ('missed-invitation', 'late-invitation', 'refused-place', 'dissent')),
        constraint challenge_subject_check check (num_nonnulls(conference_id, expectation_id) > 0
          and (conference_id is not null or about = 'missed-invitation')),
        constraint challenge_state_check check (state in ('open', 'resolved', 'unresolved', 'withdrawn')),
        constraint challenge_closed_check check ((state = 'open') = (closed_at is null)
          and num_nonnulls(closed_by, closed_at, outcome) in (0, 3))
      );
      create unique index challenge_conference_key on challenge (conference_id, about) where state = 'open';
      create unique index challenge_expectation_key on challenge (expectation_id) where state = 'open';
      create index challenge_raised_at_idx on challenge (raised_at);

      create table challenge_stage (
        challenge_id integer not null,
        number integer not null,
        name text not null,
        sent_to text not null,
        begun_on date not null,
        due_on date not null,
        letter_sent_on date,
        answer text,
        answered_on date,
        note text,
        recorded_by text,
        constraint challenge_stage_pkey primary key (challenge_id, number),
        constraint challenge_stage_challenge_fkey foreign key (challenge_id) references challenge (id),
        constraint challenge_stage_number_check check (number > 0),
        constraint challenge_stage_due_check check (due_on > begun_on),
        constraint challenge_stage_answer_check check (answer in ('agreed', 'not-agreed', 'no-answer')
          and num_nonnulls(answer, answered_on, recorded_by) in (0, 3))
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table challenge_stage, challenge;');
  }
}
