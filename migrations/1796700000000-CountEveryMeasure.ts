import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every measure in one row a conference, and what only the later ones ask for: since when somebody was on a sitting and
 * until when, when an outcome was first recorded, and since when the state is what it is.
 */
export class CountEveryMeasure1796700000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table assignment add column first_invited_at timestamptz;
      alter table assignment add column withdrawn_at timestamptz;
      alter table participation add column first_recorded_at timestamptz;

      alter table conference add column state_since timestamptz;
      update conference c set state_since = changed.at from (
        select conference_id, max(at) as at from audit_event where action = 'conference.changed-state' group by 1
      ) changed where changed.conference_id = c.id;

      alter table measure add column counts text[] not null default '{}';
      alter table measure add column met text[] not null default '{}';
      alter table measure add column notice_days integer;
      alter table measure add constraint measure_met_check check (met <@ counts);
      -- Owed a fresh count, which the release step gives it: see src/measures/recounting.ts.
      update measure set definition_version = 'outdated';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table measure drop column notice_days, drop column met, drop column counts;
      alter table conference drop column state_since;
      alter table participation drop column first_recorded_at;
      alter table assignment drop column withdrawn_at, drop column first_invited_at;
    `);
  }
}
