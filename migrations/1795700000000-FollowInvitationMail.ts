import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a message asks of a conference, and which version of the local authority's calendar entry it is. */
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
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index candidate_conference_id_idx;
      alter table candidate drop column asks, drop column la_sequence, drop column la_stamped_at;
    `);
  }
}
