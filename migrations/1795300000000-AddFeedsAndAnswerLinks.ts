import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calendars that people subscribe to, and which links to answer have been used. */
export class AddFeedsAndAnswerLinks1795300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table feed (
        id integer generated always as identity,
        attendee_id integer,
        hub_code text,
        secret_hash text not null,
        created_at timestamptz not null,
        created_by text not null,
        revoked_at timestamptz,
        constraint feed_pkey primary key (id),
        constraint feed_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint feed_hub_fkey foreign key (hub_code) references hub (code),
        constraint feed_secret_hash_key unique (secret_hash),
        constraint feed_secret_hash_check check (secret_hash ~ '^[0-9a-f]{64}$'),
        constraint feed_owner_check check (num_nonnulls(attendee_id, hub_code) = 1)
      );
      create index feed_attendee_id_idx on feed (attendee_id);
      create index feed_hub_code_idx on feed (hub_code);

      create table answer_link_use (
        assignment_id integer not null,
        sequence integer not null,
        answer text not null,
        used_at timestamptz not null,
        constraint answer_link_use_pkey primary key (assignment_id, sequence),
        constraint answer_link_use_assignment_fkey foreign key (assignment_id) references assignment (id),
        constraint answer_link_use_answer_check check (answer in ('accepted', 'tentative', 'declined'))
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table answer_link_use, feed;');
  }
}
