import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The police report to a conference, and what an outcome says besides attendance: when somebody who attended part was
 * there, the voice of the child, dissent, what became of each child's plan, and the next review.
 */
export class AddReports1796800000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      create table report (
        id integer generated always as identity,
        conference_id integer not null,
        kind text not null,
        sent_on date not null,
        sent_time time,
        sent_by text not null,
        read_out boolean,
        version integer not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        constraint report_pkey primary key (id),
        constraint report_conference_id_key unique (conference_id),
        constraint report_conference_fkey foreign key (conference_id) references conference (id),
        constraint report_kind_check check (kind in ('report', 'nothing-to-add')),
        constraint report_sent_by_check check (sent_by <> ''),
        constraint report_read_out_check check (read_out is null or kind = 'report')
      );

      alter table participation add column came_at timestamptz, add column left_at timestamptz,
        add column voice_heard text, add column voice_ways text[] not null default '{}', add column dissent boolean,
        add column next_review_on date;
      alter table participation
        add constraint participation_came_at_check check (came_at is null or outcome = 'part'),
        add constraint participation_left_at_check check (left_at is null or outcome = 'part' and
          (came_at is null or came_at < left_at)),
        add constraint participation_voice_heard_check check (voice_heard in ('yes', 'no', 'not-known')),
        add constraint participation_voice_ways_check check (voice_ways = '{}' or
          (voice_heard is not null and voice_heard = 'yes'));

      alter table child add column plan_result text;
      alter table child add constraint child_plan_result_check
        check (plan_result in ('made', 'continues', 'ends', 'none'));

      alter table conference_merge_moved drop constraint conference_merge_moved_what_check;
      alter table conference_merge_moved add constraint conference_merge_moved_what_check check (what in ('invitation',
        'candidate', 'inbound-mail', 'report', 'assignment', 'child-added', 'child-filled'));
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      delete from conference_merge_moved where what = 'report';
      alter table conference_merge_moved drop constraint conference_merge_moved_what_check;
      alter table conference_merge_moved add constraint conference_merge_moved_what_check check (what in ('invitation',
        'candidate', 'inbound-mail', 'assignment', 'child-added', 'child-filled'));
      alter table child drop column plan_result;
      alter table participation drop column came_at, drop column left_at, drop column voice_heard,
        drop column voice_ways, drop column dissent, drop column next_review_on;
      drop table report;
    `);
  }
}
