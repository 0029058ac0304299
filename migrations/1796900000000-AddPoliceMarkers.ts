import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which criteria a decision was made by, what police know of a family (that and when, never what), and mail about it. */
export class AddPoliceMarkers1796900000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      -- Null of decisions made before it was kept.
      alter table relevance_decision add column criteria_version text;

      create table police_marker (
        id integer generated always as identity,
        police_reference text not null,
        kind text not null,
        occurred_on date not null,
        source text not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        withdrawn_by text,
        withdrawn_at timestamptz,
        withdrawn_reason text,
        constraint police_marker_pkey primary key (id),
        constraint police_marker_reference_kind_day_key unique (police_reference, kind, occurred_on),
        constraint police_marker_reference_check check (police_reference ~ '^[0-9A-Z]{1,60}$'),
        constraint police_marker_kind_check check (kind in ('encompass', 'incident', 'da-high-risk', 'managed-offender',
          'exploitation-missing', 'investigation', 'bail-court-release', 'protective-order')),
        constraint police_marker_source_check check (source in ('page', 'csv', 'api')),
        constraint police_marker_withdrawn_check check (num_nonnulls(withdrawn_by, withdrawn_at, withdrawn_reason) in (0, 3))
      );
      create index police_marker_recorded_at_idx on police_marker (recorded_at);
      create index child_police_key_idx on child (upper(regexp_replace(police_reference, '[^0-9A-Za-z]', '', 'g')));

      create table relevance_notice (
        conference_id integer not null,
        day date not null,
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
        constraint relevance_notice_pkey primary key (conference_id, day),
        constraint relevance_notice_conference_fkey foreign key (conference_id) references conference (id),
        constraint relevance_notice_message_id_key unique (message_id),
        constraint relevance_notice_state_check check (state in ('owed', 'sent', 'failed')),
        constraint relevance_notice_sent_check check ((state = 'sent') = (sent_at is not null))
      );
      create index relevance_notice_owed_idx on relevance_notice (next_attempt_at) where state = 'owed';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table relevance_notice;
      drop index child_police_key_idx;
      drop table police_marker;
      alter table relevance_decision drop column criteria_version;
    `);
  }
}
