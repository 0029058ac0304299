import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a message of a local authority asks and which edition of its entry it is; plain notes in the outbox. */
export class FollowInvitationMail1795700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table candidate
        add column asks text not null default 'invitation',
        add column la_sequence bigint,
        add column la_stamped_at timestamptz,
        add constraint candidate_asks_check check (asks in ('invitation', 'cancellation')),
        add constraint candidate_la_sequence_check check (la_sequence >= 0);
      create index candidate_conference_id_idx on candidate (conference_id);

      alter table calendar_message
        drop constraint calendar_message_method_check,
        drop constraint calendar_message_change_check,
        add column in_reply_to text,
        add constraint calendar_message_method_check check (method in ('REQUEST', 'CANCEL', 'NOTE')),
        add constraint calendar_message_change_check check (change in ('new', 'moved', 'place', 'details', 'reinstated',
          'reconvened', 'withdrawn', 'reassigned', 'stood-down', 'postponed', 'cancelled', 'time-suggested')),
        add constraint calendar_message_note_check check ((method = 'NOTE') = (change = 'time-suggested')
          and (method = 'NOTE') = (ics = ''));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index candidate_conference_id_idx;
      delete from calendar_message where method = 'NOTE';
      alter table calendar_message
        drop constraint calendar_message_note_check,
        drop constraint calendar_message_method_check,
        drop constraint calendar_message_change_check,
        drop column in_reply_to,
        add constraint calendar_message_method_check check (method in ('REQUEST', 'CANCEL')),
        add constraint calendar_message_change_check check (change in ('new', 'moved', 'place', 'details', 'reinstated',
          'reconvened', 'withdrawn', 'reassigned', 'stood-down', 'postponed', 'cancelled'));
      alter table candidate drop column asks, drop column la_sequence, drop column la_stamped_at;
    `);
  }
}
