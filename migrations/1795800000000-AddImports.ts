import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of conferences that were sent in: the plan of each, the answers to it, and what each row did. */
export class AddImports1795800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table import (
        id integer generated always as identity,
        hub_code text not null,
        file_name text not null,
        sha256 text not null,
        bytes integer not null,
        received_at timestamptz not null,
        account_id integer not null,
        sent_by text not null,
        created_at timestamptz not null,
        state text not null,
        progress integer not null,
        refusal text,
        trouble text,
        summary jsonb,
        columns jsonb not null,
        header_key text,
        decided_by_id integer,
        carried_out_at timestamptz,
        audit_mark bigint,
        undone_at timestamptz,
        constraint import_pkey primary key (id),
        constraint import_hub_fkey foreign key (hub_code) references hub (code),
        constraint import_account_fkey foreign key (account_id) references account (id),
        constraint import_decided_by_fkey foreign key (decided_by_id) references account (id),
        constraint import_sha256_check check (sha256 ~ '^[0-9a-f]{64}$'),
        constraint import_state_check check (state in ('reading', 'refused', 'ready', 'carrying-out', 'done', 'undoing',
          'undone')),
        constraint import_progress_check check (progress between 0 and 100),
        constraint import_refusal_check check ((state = 'refused') = (refusal is not null)),
        constraint import_done_check check (state not in ('done', 'undoing', 'undone')
          or (carried_out_at is not null and audit_mark is not null and decided_by_id is not null)),
        constraint import_undone_check check ((state = 'undone') = (undone_at is not null))
      );
      create index import_hub_code_id_idx on import (hub_code, id);
      create index import_account_id_idx on import (account_id);
      create index import_decided_by_id_idx on import (decided_by_id);
      create index import_work_idx on import (id) where state in ('reading', 'carrying-out', 'undoing');

      create table import_piece (
        import_id integer not null,
        number integer not null,
        content bytea not null,
        constraint import_piece_pkey primary key (import_id, number),
        constraint import_piece_import_fkey foreign key (import_id) references import (id)
      );

      create table import_row (
        import_id integer not null,
        row integer not null,
        action text not null,
        asks text,
        plan jsonb not null,
        answer text,
        result text,
        why text,
        conference_id integer,
        before jsonb,
        constraint import_row_pkey primary key (import_id, row),
        constraint import_row_import_fkey foreign key (import_id) references import (id),
        constraint import_row_conference_fkey foreign key (conference_id) references conference (id),
        constraint import_row_action_check check (action in ('create', 'update', 'merge', 'unchanged', 'conflict', 'error',
          'skip')),
        constraint import_row_asks_check check (asks in ('confirm', 'sibling', 'recorded', 'which')),
        constraint import_row_answer_check check (answer in ('yes', 'same', 'separate', 'leave')),
        constraint import_row_result_check check (result in ('created', 'updated', 'joined', 'left', 'overtaken', 'refused',
          'undone', 'kept')),
        constraint import_row_result_conference_check check (result is null or result in ('left', 'overtaken', 'refused')
          or conference_id is not null)
      );
      create index import_row_conference_id_idx on import_row (conference_id);
      create index import_row_asks_idx on import_row (import_id, row) where asks is not null;

      create table import_mapping (
        hub_code text not null,
        header_key text not null,
        columns jsonb not null,
        kept_by text not null,
        kept_at timestamptz not null,
        constraint import_mapping_pkey primary key (hub_code, header_key),
        constraint import_mapping_hub_fkey foreign key (hub_code) references hub (code)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table import_mapping, import_row, import_piece, import;');
  }
}
