import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The nightly proof reads how expected conferences stood, and when that changed. */
export class ProveExpectations1798400000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create index audit_event_expectation_idx on audit_event (at)
        where action in ('expectation.settled', 'expectation.due-changed');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index audit_event_expectation_idx');
  }
}
