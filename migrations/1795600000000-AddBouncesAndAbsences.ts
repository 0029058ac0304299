import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail of ours that came back, the addresses it came back from, and who wrote that they are away. */
export class AddBouncesAndAbsences1795600000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table calendar_message
        add column bounced_at timestamptz,
        add column bounce_reason text,
        add constraint calendar_message_bounce_check check ((bounced_at is null) = (bounce_reason is null));

      alter table attendee
        add column mail_bounced_at timestamptz,
        add column mail_bounce_reason text,
        add constraint attendee_bounce_check check ((mail_bounced_at is null) = (mail_bounce_reason is null)),
        add constraint attendee_bounced_mail_check check (mail_bounced_at is null or mail is not null);

      alter table inbound_mail
        add column away_attendee_id integer,
        add column away_until date,
        add constraint inbound_mail_away_attendee_fkey foreign key (away_attendee_id) references attendee (id),
        add constraint inbound_mail_away_check check (away_until is null or away_attendee_id is not null);
      create index inbound_mail_away_idx on inbound_mail (away_attendee_id, received_at) where away_attendee_id is not null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table inbound_mail drop column away_until, drop column away_attendee_id;
      alter table attendee drop column mail_bounced_at, drop column mail_bounce_reason;
      alter table calendar_message drop column bounced_at, drop column bounce_reason;
    `);
  }
}
