import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conferences that should be coming: after an outcome with a plan, a strategy discussion, a transfer. */
export class ExpectConferences1797400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table expectation (
        id integer generated always as identity,
        hub_code text not null,
        kind text not null,
        origin text not null,
        began_on date not null,
        due_on date not null,
        due_by text not null,
        invite_by date not null,
        previous_conference_id integer,
        la_reference text,
        child_ids text[] not null,
        subject text not null,
        state text not null,
        conference_id integer,
        matched_by text,
        closed_reason text,
        note text,
        letter_sent_on date,
        letter_sent_by text,
        source text not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        settled_by text,
        settled_at timestamptz,
        version integer not null,
        constraint expectation_pkey primary key (id),
        constraint expectation_hub_fkey foreign key (hub_code) references hub (code),
        constraint expectation_previous_fkey foreign key (previous_conference_id) references conference (id),
        constraint expectation_conference_fkey foreign key (conference_id) references conference (id),
        constraint expectation_kind_check check (kind in ('icpc', 'transfer-in', 'review')),
        constraint expectation_origin_check check ((origin = 'outcome' and kind = 'review' and previous_conference_id is not null)
          or (origin in ('strategy-discussion', 'transfer-in') and kind <> 'review' and previous_conference_id is null)),
        constraint expectation_circle_check check (conference_id <> previous_conference_id),
        constraint expectation_due_check check (due_on >= began_on and due_by in ('clock', 'set')),
        constraint expectation_subject_check check (subject <> ''),
        constraint expectation_state_check check (state in ('open', 'met', 'not-invited', 'closed')),
        constraint expectation_met_check check ((state in ('met', 'not-invited')) = (conference_id is not null)
          and (conference_id is null) = (matched_by is null) and matched_by in ('the-tracker', 'a-person')),
        constraint expectation_closed_check check ((state = 'closed') = (closed_reason is not null) and closed_reason in
          ('plan-ended', 'child-died', 'moved-away', 'turned-18', 'not-required', 'entered-twice')),
        constraint expectation_letter_check check (num_nonnulls(letter_sent_on, letter_sent_by) in (0, 2)),
        constraint expectation_settled_check check ((state = 'open') = (settled_at is null)
          and num_nonnulls(settled_by, settled_at) in (0, 2)),
        constraint expectation_source_check check (source in ('outcome', 'page', 'csv', 'api'))
      );
      create unique index expectation_previous_key on expectation (previous_conference_id) where origin = 'outcome';
      create unique index expectation_told_key on expectation (hub_code, kind, began_on, subject) where origin <> 'outcome';
      -- A later strategy discussion does not start the clock again.
      create unique index expectation_running_key on expectation (hub_code, kind, subject)
        where origin <> 'outcome' and state = 'open';
      create index expectation_open_idx on expectation (invite_by, id) where state = 'open';
      create index expectation_conference_id_idx on expectation (conference_id);
      create index child_on_plan_idx on child (conference_id) where plan_result in ('made', 'continues');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index child_on_plan_idx;
      drop table expectation;
    `);
  }
}
