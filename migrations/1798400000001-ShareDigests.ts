import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The daily digest of automation goes the way of all notices; one of a day on which nothing was done is dropped there. */
export class ShareDigests1798400000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table notice drop constraint notice_topic_check,
        add constraint notice_topic_check check (topic in ('chase', 'proof', 'relevance', 'automation'));
      insert into notice (topic, about, name, recipient, message_id, subject, body_text, state, attempts, next_attempt_at,
        claimed_until, last_error, created_at, sent_at)
      select 'automation', d.hub_code || '/' || to_char(d.until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        h.name || ' hub', d.recipient, d.message_id, d.subject, d.body_text,
        case d.state when 'nothing' then 'dropped' else d.state end, d.attempts, d.next_attempt_at, d.claimed_until,
        d.last_error, d.created_at, d.sent_at
      from automation_digest d join hub h on h.code = d.hub_code order by d.created_at, d.hub_code;
      drop table automation_digest;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table automation_digest (
        hub_code text not null,
        day date not null,
        since timestamptz not null,
        until timestamptz not null,
        state text not null,
        recipient text not null,
        message_id text not null,
        subject text not null,
        body_text text not null,
        attempts integer not null,
        next_attempt_at timestamptz not null,
        claimed_until timestamptz,
        last_error text,
        created_at timestamptz not null,
        sent_at timestamptz,
        constraint automation_digest_pkey primary key (hub_code, day),
        constraint automation_digest_hub_fkey foreign key (hub_code) references hub (code),
        constraint automation_digest_message_id_key unique (message_id),
        constraint automation_digest_state_check check (state in ('nothing', 'owed', 'sent', 'failed')),
        constraint automation_digest_span_check check (since < until),
        constraint automation_digest_sent_check check ((state = 'sent') = (sent_at is not null))
      );
      create index automation_digest_owed_idx on automation_digest (next_attempt_at) where state = 'owed';
      insert into automation_digest
      select hub_code, (until at time zone 'Europe/London')::date,
        coalesce(lag(until) over (partition by hub_code order by until), until - interval '1 day'), until,
        case state when 'dropped' then 'nothing' else state end, recipient, message_id, subject, body_text, attempts,
        next_attempt_at, claimed_until, last_error, created_at, sent_at
      from (select n.*, split_part(n.about, '/', 1) as hub_code, split_part(n.about, '/', 2)::timestamptz as until
        from notice n where n.topic = 'automation') told;
      delete from notice where topic = 'automation';
      alter table notice drop constraint notice_topic_check,
        add constraint notice_topic_check check (topic in ('chase', 'proof', 'relevance'));
    `);
  }
}
