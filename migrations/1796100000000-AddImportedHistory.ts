import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conferences that were over when a list told of them, kept apart from what the tracker recorded itself. */
export class AddImportedHistory1796100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table imported_history (
        conference_id integer not null,
        import_id integer not null,
        row integer not null,
        imported_by text not null,
        imported_at timestamptz not null,
        attended_by text[] not null,
        report text,
        report_on date,
        relevance text,
        constraint imported_history_pkey primary key (conference_id),
        constraint imported_history_conference_fkey foreign key (conference_id) references conference (id),
        constraint imported_history_import_fkey foreign key (import_id) references import (id),
        constraint imported_history_report_check check (report in ('sent', 'not-sent')),
        constraint imported_history_report_on_check check (report_on is null or report = 'sent'),
        constraint imported_history_relevance_check check (relevance in ('relevant', 'not-relevant'))
      );
      create index imported_history_import_id_idx on imported_history (import_id);

      create table import_person (
        import_id integer not null,
        number integer not null,
        name text not null,
        standing text not null,
        attendee_id integer,
        constraint import_person_pkey primary key (import_id, number),
        constraint import_person_import_id_name_key unique (import_id, name),
        constraint import_person_import_fkey foreign key (import_id) references import (id),
        constraint import_person_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint import_person_standing_check check (standing in ('found', 'asked', 'said')),
        constraint import_person_attendee_check check (case standing when 'found' then attendee_id is not null
          when 'asked' then attendee_id is null else true end)
      );
      create index import_person_attendee_id_idx on import_person (attendee_id);

      alter table participation add column source text not null default 'recorded';
      alter table participation add constraint participation_source_check check (source in ('recorded', 'imported'));
      alter table participation drop constraint participation_reason_check;
      alter table participation add constraint participation_reason_check
        check (present_at_decision or reason is not null or source = 'imported');

      alter table measure add column source text not null default 'recorded';
      alter table measure add constraint measure_source_check check (source in ('recorded', 'imported'));
      drop index measure_measure_month_hub_code_idx;
      create index measure_source_measure_month_hub_code_idx on measure (source, measure, month, hub_code);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index measure_source_measure_month_hub_code_idx;
      create index measure_measure_month_hub_code_idx on measure (measure, month, hub_code);
      alter table measure drop column source;
      update participation set reason = 'other' where not present_at_decision and reason is null;
      alter table participation drop constraint participation_reason_check;
      alter table participation drop column source;
      alter table participation add constraint participation_reason_check check (present_at_decision or reason is not null);
      drop table import_person, imported_history;
    `);
  }
}
