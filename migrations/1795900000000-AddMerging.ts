import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conferences that were told apart, merged and split; what a merge moved, so that it can be put back. */
export class AddMerging1795900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table conference_told_apart (
        first_id integer not null,
        second_id integer not null,
        decided_by text not null,
        decided_at timestamptz not null,
        constraint conference_told_apart_pkey primary key (first_id, second_id),
        constraint conference_told_apart_first_fkey foreign key (first_id) references conference (id),
        constraint conference_told_apart_second_fkey foreign key (second_id) references conference (id),
        constraint conference_told_apart_order_check check (first_id < second_id)
      );
      create index conference_told_apart_second_id_idx on conference_told_apart (second_id);

      create table conference_merge (
        id integer generated always as identity,
        kept_id integer not null,
        merged_id integer not null,
        merged_by text not null,
        merged_at timestamptz not null,
        kept_version integer not null,
        before jsonb not null,
        unmerged_by text,
        unmerged_at timestamptz,
        constraint conference_merge_pkey primary key (id),
        constraint conference_merge_kept_fkey foreign key (kept_id) references conference (id),
        constraint conference_merge_merged_fkey foreign key (merged_id) references conference (id),
        constraint conference_merge_itself_check check (kept_id <> merged_id),
        constraint conference_merge_unmerged_check check (num_nulls(unmerged_by, unmerged_at) in (0, 2))
      );
      create unique index conference_merge_open_key on conference_merge (merged_id) where unmerged_at is null;
      create index conference_merge_kept_id_idx on conference_merge (kept_id);

      create table conference_merge_moved (
        merge_id integer not null,
        what text not null,
        row_id integer not null,
        before jsonb,
        constraint conference_merge_moved_pkey primary key (merge_id, what, row_id),
        constraint conference_merge_moved_merge_fkey foreign key (merge_id) references conference_merge (id),
        constraint conference_merge_moved_what_check check (what in ('invitation', 'candidate', 'inbound-mail',
          'assignment', 'child-added', 'child-filled')),
        constraint conference_merge_moved_before_check check ((what = 'child-filled') = (before is not null))
      );

      create table conference_split (
        to_id integer not null,
        from_id integer not null,
        reason text not null,
        split_by text not null,
        split_at timestamptz not null,
        constraint conference_split_pkey primary key (to_id),
        constraint conference_split_to_fkey foreign key (to_id) references conference (id),
        constraint conference_split_from_fkey foreign key (from_id) references conference (id),
        constraint conference_split_itself_check check (from_id <> to_id)
      );
      create index conference_split_from_id_idx on conference_split (from_id);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table conference_split, conference_merge_moved, conference_merge, conference_told_apart;',
    );
  }
}
