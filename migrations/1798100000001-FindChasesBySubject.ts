import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The board asks what was chased about each conference that it shows. */
export class FindChasesBySubject1798100000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create index chase_subject_idx on chase (subject)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index chase_subject_idx');
  }
}
