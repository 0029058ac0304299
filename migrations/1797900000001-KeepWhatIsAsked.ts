import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an invitation asks in its text, also where a person typed it: evidence that a review is relevant. */
export class KeepWhatIsAsked1797900000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';
      alter table invitation add column asked text[] not null default '{}',
        add constraint invitation_asked_check check (asked <@ array['chair-request', 'plan-may-end']);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table invitation drop column asked;');
  }
}
