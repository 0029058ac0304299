import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mail about reviews opened again goes the way of all notices. */
export class ShareNotices1797500000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table notice drop constraint notice_topic_check,
        add constraint notice_topic_check check (topic in ('chase', 'proof', 'relevance'));
      insert into notice (topic, about, name, recipient, message_id, subject, body_text, state, attempts, next_attempt_at,
        claimed_until, last_error, created_at, sent_at)
      select 'relevance', c.reference || '/' || n.day, n.recipient, n.recipient, n.message_id, n.subject, n.body_text, n.state,
        n.attempts, n.next_attempt_at, n.claimed_until, n.last_error, n.created_at, n.sent_at
      from relevance_notice n join conference c on c.id = n.conference_id order by n.created_at, n.conference_id;
      drop table relevance_notice;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
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
      insert into relevance_notice
      select c.id, split_part(n.about, '/', 2)::date, n.recipient, n.message_id, n.subject, n.body_text, n.state, n.attempts,
        n.next_attempt_at, n.claimed_until, n.last_error, n.created_at, n.sent_at
      from notice n join conference c on c.reference = split_part(n.about, '/', 1) where n.topic = 'relevance';
      delete from notice where topic = 'relevance';
      alter table notice drop constraint notice_topic_check,
        add constraint notice_topic_check check (topic in ('chase', 'proof'));
    `);
  }
}
