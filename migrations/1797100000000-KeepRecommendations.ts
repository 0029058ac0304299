import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The register of recommendations, and a way to count what left the force without reading the whole trail. */
export class KeepRecommendations1797100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table recommendation (
        id integer generated always as identity,
        source text not null,
        wording text not null,
        owner text not null,
        due_on date,
        status text not null,
        evidence text,
        evidence_link text,
        version integer not null,
        created_at timestamptz not null,
        created_by text not null,
        constraint recommendation_pkey primary key (id),
        constraint recommendation_text_check check (source <> '' and wording <> '' and owner <> ''),
        constraint recommendation_status_check check (status in ('open', 'in-progress', 'done', 'embedded')),
        constraint recommendation_evidence_check check
          (status in ('open', 'in-progress') or evidence is not null or evidence_link is not null),
        constraint recommendation_evidence_link_check check (evidence_link ~ '^https?://')
      );

      create index audit_event_told_of_idx on audit_event (action, at) where action in
        ('mail.sent', 'conference.listed', 'reconciliation.asked', 'recommendation.added', 'recommendation.changed');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index audit_event_told_of_idx;
      drop table recommendation;
    `);
  }
}
