import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a message tells, why one was not sent, and who is asked again when a conference comes back. */
export class FollowEveryChange1795400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table assignment add column called_off boolean not null default false;
      update assignment set called_off = true
        where state = 'withdrawn' and withdrawn_reason in ('stood-down', 'postponed');

      alter table calendar_message
        add column change text,
        add column maybe_sent boolean not null default false,
        add column dropped_at timestamptz,
        add column dropped_because text,
        drop constraint calendar_message_uid_sequence_method_key;
      update calendar_message set
        change = case when method = 'CANCEL' then 'cancelled' when sequence = 0 then 'new' else 'moved' end,
        dropped_at = case when state = 'dropped' then created_at end,
        dropped_because = case when state = 'dropped' then 'superseded' end;
      alter table calendar_message
        alter column change set not null,
        add constraint calendar_message_change_check check (change in ('new', 'moved', 'place', 'details', 'reinstated',
          'reconvened', 'withdrawn', 'reassigned', 'stood-down', 'postponed', 'cancelled')),
        add constraint calendar_message_dropped_because_check check (dropped_because in ('superseded', 'never-invited')),
        add constraint calendar_message_dropped_check check (state <> 'dropped' and num_nonnulls(dropped_at,
          dropped_because) = 0 or state = 'dropped' and num_nulls(dropped_at, dropped_because) = 0);
      -- A text-only edit keeps the SEQUENCE of the message before it.
      create unique index calendar_message_uid_sequence_method_key on calendar_message (uid, sequence, method)
        where change <> 'details';
      create index calendar_message_uid_idx on calendar_message (uid);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index calendar_message_uid_idx, calendar_message_uid_sequence_method_key;
      -- The rule before this knew no message with the SEQUENCE of another.
      delete from calendar_message where change = 'details';
      alter table calendar_message
        drop column change, drop column maybe_sent, drop column dropped_at, drop column dropped_because,
        add constraint calendar_message_uid_sequence_method_key unique (uid, sequence, method);
      alter table assignment drop column called_off;
    `);
  }
}
