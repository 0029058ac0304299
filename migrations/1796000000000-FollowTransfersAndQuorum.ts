import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What changes around a conference: transfers in and out, another authority that convenes it, a sitting without its
 * quorum, where an invitation reached TVP, a conference nobody invited TVP to, and a relevance to look at again.
 */
export class FollowTransfersAndQuorum1796000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';

      alter table conference add column convened_by text;
      alter table conference add constraint conference_convened_by_check check (convened_by <> '');

      alter table invitation add column came_to text;
      alter table invitation add constraint invitation_came_to_check check (came_to in ('other-mailbox', 'individual'));

      create table transfer_in (
        conference_id integer not null,
        trigger_kind text,
        triggered_on date,
        from_authority text,
        constraint transfer_in_pkey primary key (conference_id),
        constraint transfer_in_conference_fkey foreign key (conference_id) references conference (id),
        constraint transfer_in_trigger_kind_check check (trigger_kind in ('written-notification', 'referral-accepted',
          'manager-accepts')),
        constraint transfer_in_triggered_on_check check (triggered_on is null or trigger_kind is not null)
      );

      create table transfer_out (
        conference_id integer not null,
        to_authority text,
        force_contact text,
        receiving text not null,
        receiving_on date,
        transferred_at timestamptz not null,
        constraint transfer_out_pkey primary key (conference_id),
        constraint transfer_out_conference_fkey foreign key (conference_id) references conference (id),
        constraint transfer_out_receiving_check check (receiving in ('awaited', 'known', 'none')),
        constraint transfer_out_receiving_on_check check ((receiving = 'known') = (receiving_on is not null))
      );
      create index transfer_out_awaited_idx on transfer_out (conference_id) where receiving = 'awaited';

      create table inquorate_sitting (
        sitting_id integer not null,
        outcome text not null,
        for_want_of_police boolean not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        constraint inquorate_sitting_pkey primary key (sitting_id),
        constraint inquorate_sitting_sitting_fkey foreign key (sitting_id) references sitting (id),
        constraint inquorate_sitting_outcome_check check (outcome in ('adjourned', 'proceeded'))
      );

      create table never_invited (
        conference_id integer not null,
        learnt_from text not null,
        learnt_at timestamptz not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        constraint never_invited_pkey primary key (conference_id),
        constraint never_invited_conference_fkey foreign key (conference_id) references conference (id),
        constraint never_invited_learnt_from_check check (learnt_from in ('minutes', 'told-afterwards'))
      );

      create table relevance_prompt (
        conference_id integer not null,
        because text not null,
        raised_at timestamptz not null,
        constraint relevance_prompt_pkey primary key (conference_id),
        constraint relevance_prompt_conference_fkey foreign key (conference_id) references conference (id),
        constraint relevance_prompt_because_check check (because in ('child-added', 'brought-forward'))
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table relevance_prompt, never_invited, inquorate_sitting, transfer_out, transfer_in;
      alter table invitation drop column came_to;
      alter table conference drop column convened_by;
    `);
  }
}
