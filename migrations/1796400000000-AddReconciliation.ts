import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of what local authorities held, put beside ours row by row, with what was agreed of each. */
export class AddReconciliation1796400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table reconciliation (
        id integer generated always as identity,
        hub_code text not null,
        first_on date not null,
        last_on date not null,
        file_name text not null,
        sha256 text not null,
        bytes integer not null,
        account_id integer not null,
        sent_by text not null,
        created_at timestamptz not null,
        state text not null,
        progress integer not null,
        refusal text,
        headings jsonb not null,
        columns jsonb not null,
        given_columns jsonb not null,
        problems jsonb not null,
        family text,
        constraint reconciliation_pkey primary key (id),
        constraint reconciliation_hub_fkey foreign key (hub_code) references hub (code),
        constraint reconciliation_account_fkey foreign key (account_id) references account (id),
        constraint reconciliation_period_check check (first_on <= last_on),
        constraint reconciliation_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
        constraint reconciliation_state_check check (state in ('reading', 'refused', 'ready')),
        constraint reconciliation_family_check check (family in ('initial', 'review')),
        constraint reconciliation_progress_check check (progress between 0 and 100),
        constraint reconciliation_refusal_check check ((state = 'refused') = (refusal is not null))
      );
      create index reconciliation_hub_code_id_idx on reconciliation (hub_code, id);
      create index reconciliation_account_id_idx on reconciliation (account_id);
      create index reconciliation_work_idx on reconciliation (id) where state = 'reading';

      create table reconciliation_piece (
        reconciliation_id integer not null,
        number integer not null,
        content bytea not null,
        constraint reconciliation_piece_pkey primary key (reconciliation_id, number),
        constraint reconciliation_piece_reconciliation_fkey foreign key (reconciliation_id) references reconciliation (id)
      );

      create table reconciliation_row (
        id integer generated always as identity,
        reconciliation_id integer not null,
        class text not null,
        theirs jsonb,
        conference_id integer,
        candidates jsonb not null,
        differences jsonb not null,
        counts jsonb not null,
        said_same boolean,
        recorded_as text,
        asked_on date,
        position text,
        agreed_with text,
        agreed_note text,
        agreed_by text,
        agreed_at timestamptz,
        version integer not null,
        constraint reconciliation_row_pkey primary key (id),
        constraint reconciliation_row_reconciliation_fkey foreign key (reconciliation_id) references reconciliation (id),
        constraint reconciliation_row_conference_fkey foreign key (conference_id) references conference (id),
        constraint reconciliation_row_class_check check (class in ('unsure', 'theirs-only', 'ours-only', 'differs',
          'matched')),
        constraint reconciliation_row_sides_check check (case class
          when 'unsure' then theirs is not null and conference_id is null
          when 'theirs-only' then theirs is not null and conference_id is null
          when 'ours-only' then theirs is null and conference_id is not null
          when 'differs' then theirs is not null and conference_id is not null
          else theirs is not null or conference_id is not null end),
        constraint reconciliation_row_recorded_as_check check (recorded_as in ('never-invited', 'misrouted')),
        constraint reconciliation_row_recorded_check check (recorded_as is null or conference_id is not null),
        constraint reconciliation_row_position_check check (position in ('ours', 'theirs', 'other')),
        constraint reconciliation_row_agreed_with_check check (agreed_with in ('conference-manager', 'conference-chair',
          'head-of-safeguarding', 'performance-team', 'business-support')),
        constraint reconciliation_row_agreed_check check (num_nulls(position, agreed_with, agreed_note, agreed_by,
          agreed_at) in (0, 5))
      );
      create index reconciliation_row_reconciliation_id_id_idx on reconciliation_row (reconciliation_id, id);
      create index reconciliation_row_conference_id_idx on reconciliation_row (conference_id);
      create unique index reconciliation_row_conference_key on reconciliation_row (reconciliation_id, conference_id)
        where conference_id is not null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table reconciliation_row, reconciliation_piece, reconciliation;');
  }
}
