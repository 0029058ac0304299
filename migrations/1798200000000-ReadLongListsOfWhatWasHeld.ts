import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Of a list of 200,000 rows the first that were left aside are kept and all are counted; what concerns the list as a whole is
 * said. The roles with which a position is agreed stand in config/matching.json, so any code may stand here.
 */
export class ReadLongListsOfWhatWasHeld1798200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table reconciliation add left_aside integer, add notes jsonb;
      update reconciliation set left_aside = jsonb_array_length(problems), notes = '[]';
      alter table reconciliation alter left_aside set not null, alter notes set not null,
        add constraint reconciliation_left_aside_check check (left_aside >= jsonb_array_length(problems));
      alter table reconciliation_row drop constraint reconciliation_row_agreed_with_check,
        add constraint reconciliation_row_agreed_with_check check (agreed_with ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table reconciliation_row drop constraint reconciliation_row_agreed_with_check,
        add constraint reconciliation_row_agreed_with_check check (agreed_with in ('conference-manager', 'conference-chair',
          'head-of-safeguarding', 'performance-team', 'business-support'));
      alter table reconciliation drop constraint reconciliation_left_aside_check, drop notes, drop left_aside;
    `);
  }
}
