import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A chain of digests over the trail: what is changed, added or taken away behind the program's back shows. */
export class SealTheTrail1798500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table audit_seal (
        number integer constraint audit_seal_pkey primary key,
        covers int8multirange not null,
        upto bigint not null,
        events integer not null,
        digest text not null,
        sealed_at timestamptz not null,
        constraint audit_seal_number_check check (number >= 1),
        constraint audit_seal_events_check check (events >= 1),
        constraint audit_seal_digest_check check (digest ~ '^[0-9a-f]{64}$')
      );
      create index audit_seal_sealed_at_idx on audit_seal (sealed_at);
      create trigger audit_seal_append_only before update or delete or truncate on audit_seal
        for each statement execute function refuse_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table audit_seal');
  }
}
