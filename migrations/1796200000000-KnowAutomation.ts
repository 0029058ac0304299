import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What automation recorded and a person has to confirm, how invitations came on record, its allowance, and its digest. */
export class KnowAutomation1796200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table conference add column to_confirm text[],
        add constraint conference_to_confirm_check check (cardinality(to_confirm) > 0);
      create index conference_to_confirm_idx on conference (hub_code, id) where to_confirm is not null;

      alter table invitation add column by_automation text,
        add constraint invitation_by_automation_check check (by_automation in ('unattended', 'to-confirm'));
      create index invitation_by_automation_idx on invitation (recorded_at) where by_automation is not null;

      create index audit_event_automation_refused_idx on audit_event (at) where action = 'automation.refused';

      create table service_allowance (
        account_id integer not null,
        minute timestamptz not null,
        requests integer not null,
        constraint service_allowance_pkey primary key (account_id),
        constraint service_allowance_account_fkey foreign key (account_id) references account (id),
        constraint service_allowance_requests_check check (requests > 0)
      );

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
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table automation_digest, service_allowance;
      drop index audit_event_automation_refused_idx;
      alter table invitation drop column by_automation;
      alter table conference drop column to_confirm;
    `);
  }
}
