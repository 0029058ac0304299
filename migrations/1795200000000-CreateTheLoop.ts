import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Hubs, people, conferences, invitations, assignments, mail both ways, outcomes, measures and the audit trail. */
export class CreateTheLoop1795200000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      set local lock_timeout = '5s';
      create extension if not exists btree_gist;

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
      end $$;

      create table hub (
        code text not null,
        name text not null,
        local_authority text not null,
        valid_from date not null,
        valid_to date,
        constraint hub_pkey primary key (code),
        constraint hub_validity_check check (valid_to is null or valid_to > valid_from)
      );

      create table account (
        id integer generated always as identity,
        issuer text not null,
        subject text not null,
        name text not null,
        mail text,
        roles text[] not null,
        hubs text[] not null,
        first_seen_at timestamptz not null,
        last_seen_at timestamptz not null,
        constraint account_pkey primary key (id),
        constraint account_issuer_subject_key unique (issuer, subject)
      );

      create table session (
        id text not null,
        content jsonb not null,
        expires_at timestamptz not null,
        constraint session_pkey primary key (id)
      );
      create index session_expires_at_idx on session (expires_at);

      create table idempotency_key (
        client text not null,
        key text not null,
        request_hash text not null,
        status integer not null,
        response jsonb not null,
        created_at timestamptz not null,
        constraint idempotency_key_pkey primary key (client, key)
      );

      create table attendee (
        id integer generated always as identity,
        name text not null,
        role text not null,
        mail text,
        hub_code text not null,
        active boolean not null,
        version integer not null,
        created_at timestamptz not null,
        constraint attendee_pkey primary key (id),
        constraint attendee_hub_fkey foreign key (hub_code) references hub (code),
        constraint attendee_mail_check check (mail = lower(mail))
      );
      create unique index attendee_mail_key on attendee (mail) where mail is not null;
      create index attendee_hub_code_idx on attendee (hub_code);

      create table attendee_address (
        address text not null,
        attendee_id integer not null,
        constraint attendee_address_pkey primary key (address),
        constraint attendee_address_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint attendee_address_lower_check check (address = lower(address))
      );
      create index attendee_address_attendee_id_idx on attendee_address (attendee_id);

      create table attendee_skill (
        attendee_id integer not null,
        skill text not null,
        expires_on date,
        constraint attendee_skill_pkey primary key (attendee_id, skill),
        constraint attendee_skill_attendee_fkey foreign key (attendee_id) references attendee (id)
      );

      create table reference_counter (
        year integer not null,
        used integer not null,
        constraint reference_counter_pkey primary key (year)
      );

      create table conference (
        id integer generated always as identity,
        reference text not null,
        hub_code text not null,
        kind text not null,
        state text not null,
        state_reason text,
        la_meeting_id text,
        strategy_discussion_on date,
        previous_conference_id integer,
        version integer not null,
        created_at timestamptz not null,
        constraint conference_pkey primary key (id),
        constraint conference_reference_key unique (reference),
        constraint conference_hub_fkey foreign key (hub_code) references hub (code),
        constraint conference_previous_conference_fkey foreign key (previous_conference_id) references conference (id),
        constraint conference_previous_check check (previous_conference_id <> id),
        constraint conference_kind_check check (kind in ('icpc', 'pre-birth-icpc', 'transfer-in', 'rcpc', 'early-review',
          'pre-birth-review', 'combined-review')),
        constraint conference_state_check check (state in ('expected', 'scheduled', 'held', 'stood_down', 'postponed',
          'cancelled', 'transferred_out', 'voided'))
      );
      create unique index conference_la_meeting_key on conference (hub_code, kind, la_meeting_id)
        where la_meeting_id is not null and state <> 'voided';
      create index conference_scheduled_idx on conference (id) where state = 'scheduled';
      create index conference_previous_conference_id_idx on conference (previous_conference_id);

      create table sitting (
        id integer generated always as identity,
        conference_id integer not null,
        number integer not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        mode text not null,
        venue text,
        join_link text,
        constraint sitting_pkey primary key (id),
        constraint sitting_conference_id_number_key unique (conference_id, number),
        constraint sitting_conference_fkey foreign key (conference_id) references conference (id),
        constraint sitting_span_check check (ends_at > starts_at),
        constraint sitting_mode_check check (mode in ('in-person', 'video', 'phone', 'hybrid'))
      );
      create index sitting_starts_at_idx on sitting (starts_at);

      create table child (
        id integer generated always as identity,
        conference_id integer not null,
        la_child_id text,
        police_reference text,
        initials text,
        born_year integer,
        expected_on date,
        constraint child_pkey primary key (id),
        constraint child_conference_id_la_child_id_key unique (conference_id, la_child_id),
        constraint child_conference_fkey foreign key (conference_id) references conference (id),
        constraint child_initials_check check (initials ~ '^[A-Z]{1,4}$')
      );
      create index child_la_child_id_idx on child (la_child_id);
      create index child_police_reference_idx on child (police_reference);

      create table inbound_mail (
        id integer generated always as identity,
        mailbox text not null,
        port_id text not null,
        message_id text,
        sender text,
        subject text,
        received_at timestamptz not null,
        raw bytea not null,
        outcome text not null,
        reason text,
        settled_at timestamptz,
        settled_by text,
        conference_id integer,
        constraint inbound_mail_pkey primary key (id),
        constraint inbound_mail_mailbox_port_id_key unique (mailbox, port_id),
        constraint inbound_mail_conference_fkey foreign key (conference_id) references conference (id),
        constraint inbound_mail_outcome_check check (outcome in ('stored', 'applied', 'candidate', 'for-a-person',
          'ignored'))
      );
      create index inbound_mail_message_id_idx on inbound_mail (message_id);
      create index inbound_mail_open_idx on inbound_mail (received_at) where outcome in ('stored', 'for-a-person');

      create table candidate (
        id integer generated always as identity,
        channel text not null,
        inbound_mail_id integer,
        hub_code text,
        received_at timestamptz not null,
        reading jsonb not null,
        la_calendar_uid text,
        state text not null,
        reject_reason text,
        decided_by text,
        decided_at timestamptz,
        conference_id integer,
        constraint candidate_pkey primary key (id),
        constraint candidate_inbound_mail_id_key unique (inbound_mail_id),
        constraint candidate_inbound_mail_fkey foreign key (inbound_mail_id) references inbound_mail (id),
        constraint candidate_hub_fkey foreign key (hub_code) references hub (code),
        constraint candidate_conference_fkey foreign key (conference_id) references conference (id),
        constraint candidate_channel_check check (channel in ('mail', 'spreadsheet', 'robot')),
        constraint candidate_state_check check (state in ('waiting', 'confirmed', 'rejected')),
        constraint candidate_rejection_check check (state <> 'rejected' or reject_reason is not null),
        constraint candidate_confirmation_check check (state <> 'confirmed' or conference_id is not null)
      );
      create index candidate_waiting_idx on candidate (received_at) where state = 'waiting';
      create index candidate_la_calendar_uid_idx on candidate (la_calendar_uid);

      create table invitation (
        id integer generated always as identity,
        conference_id integer not null,
        received_at timestamptz not null,
        channel text not null,
        candidate_id integer,
        notice_days integer not null,
        la_calendar_uid text,
        recorded_by text not null,
        recorded_at timestamptz not null,
        constraint invitation_pkey primary key (id),
        constraint invitation_conference_fkey foreign key (conference_id) references conference (id),
        constraint invitation_candidate_fkey foreign key (candidate_id) references candidate (id),
        constraint invitation_channel_check check (channel in ('mail', 'letter', 'telephone', 'portal', 'spreadsheet',
          'robot')),
        constraint invitation_notice_days_check check (notice_days >= 0)
      );
      create index invitation_conference_id_idx on invitation (conference_id);
      create index invitation_la_calendar_uid_idx on invitation (la_calendar_uid);

      create table relevance_decision (
        id integer generated always as identity,
        conference_id integer not null,
        value text not null,
        criteria text[] not null,
        reason text not null,
        decided_by text not null,
        decided_at timestamptz not null,
        constraint relevance_decision_pkey primary key (id),
        constraint relevance_decision_conference_fkey foreign key (conference_id) references conference (id),
        constraint relevance_decision_value_check check (value in ('relevant', 'not-relevant', 'undecided')),
        constraint relevance_decision_criteria_check check (value <> 'relevant' or cardinality(criteria) > 0)
      );
      create index relevance_decision_conference_id_idx on relevance_decision (conference_id);
      create trigger relevance_decision_append_only before update or delete or truncate on relevance_decision
        for each statement execute function refuse_change();

      create table assignment (
        id integer generated always as identity,
        sitting_id integer not null,
        attendee_id integer not null,
        lead boolean not null,
        state text not null,
        uid text not null,
        sequence integer not null,
        during tstzrange not null,
        overlap_reason text,
        invited_by text not null,
        invited_at timestamptz not null,
        answered_at timestamptz,
        answer_channel text,
        answer_comment text,
        withdrawn_reason text,
        constraint assignment_pkey primary key (id),
        constraint assignment_uid_key unique (uid),
        constraint assignment_sitting_fkey foreign key (sitting_id) references sitting (id),
        constraint assignment_attendee_fkey foreign key (attendee_id) references attendee (id),
        constraint assignment_state_check check (state in ('proposed', 'invited', 'accepted', 'tentative', 'declined',
          'withdrawn')),
        constraint assignment_answer_channel_check check (answer_channel in ('mail', 'link', 'page', 'told')),
        constraint assignment_sequence_check check (sequence >= 0),
        constraint assignment_overlap_excl exclude using gist (attendee_id with =, during with &&)
          where (state in ('proposed', 'invited', 'accepted', 'tentative') and overlap_reason is null)
      );
      create unique index assignment_lead_key on assignment (sitting_id)
        where lead and state in ('proposed', 'invited', 'accepted', 'tentative');
      create unique index assignment_person_key on assignment (sitting_id, attendee_id)
        where state in ('proposed', 'invited', 'accepted', 'tentative');
      create index assignment_attendee_id_idx on assignment (attendee_id);
      create index assignment_sitting_id_idx on assignment (sitting_id);

      create table calendar_message (
        id integer generated always as identity,
        assignment_id integer not null,
        uid text not null,
        sequence integer not null,
        method text not null,
        message_id text not null,
        recipient text not null,
        subject text not null,
        body_text text not null,
        body_html text not null,
        ics text not null,
        state text not null,
        attempts integer not null,
        next_attempt_at timestamptz not null,
        claimed_until timestamptz,
        last_error text,
        created_at timestamptz not null,
        sent_at timestamptz,
        constraint calendar_message_pkey primary key (id),
        constraint calendar_message_message_id_key unique (message_id),
        constraint calendar_message_uid_sequence_method_key unique (uid, sequence, method),
        constraint calendar_message_assignment_fkey foreign key (assignment_id) references assignment (id),
        constraint calendar_message_method_check check (method in ('REQUEST', 'CANCEL')),
        constraint calendar_message_state_check check (state in ('owed', 'sent', 'failed', 'dropped')),
        constraint calendar_message_sent_check check ((state = 'sent') = (sent_at is not null))
      );
      create index calendar_message_owed_idx on calendar_message (next_attempt_at) where state = 'owed';
      create index calendar_message_failed_idx on calendar_message (id) where state = 'failed';
      create index calendar_message_assignment_id_idx on calendar_message (assignment_id);

      create table participation (
        sitting_id integer not null,
        outcome text not null,
        mode text,
        attended_by_id integer,
        present_at_decision boolean not null,
        reason text,
        reason_note text,
        attribution text,
        version integer not null,
        recorded_by text not null,
        recorded_at timestamptz not null,
        constraint participation_pkey primary key (sitting_id),
        constraint participation_sitting_fkey foreign key (sitting_id) references sitting (id),
        constraint participation_attended_by_fkey foreign key (attended_by_id) references attendee (id),
        constraint participation_outcome_check check (outcome in ('attended', 'part', 'not')),
        constraint participation_mode_check check (mode in ('in-person', 'video', 'phone', 'hybrid')),
        constraint participation_attribution_check check (attribution in ('tvp', 'partner', 'shared', 'none')),
        constraint participation_decision_check check (case outcome when 'attended' then present_at_decision
          when 'not' then not present_at_decision else true end),
        constraint participation_reason_check check (present_at_decision or reason is not null)
      );

      create table measure (
        conference_id integer not null,
        measure text not null,
        definition_version text not null,
        hub_code text not null,
        month date not null,
        counts_from timestamptz not null,
        in_denominator boolean not null,
        in_numerator boolean not null,
        recorded boolean not null,
        why text not null,
        constraint measure_pkey primary key (conference_id, measure),
        constraint measure_conference_fkey foreign key (conference_id) references conference (id),
        constraint measure_hub_fkey foreign key (hub_code) references hub (code),
        constraint measure_numerator_check check (in_denominator or not in_numerator)
      );
      create index measure_measure_month_hub_code_idx on measure (measure, month, hub_code);

      create table audit_event (
        id bigint generated always as identity,
        at timestamptz not null,
        actor_id integer,
        actor text not null,
        action text not null,
        conference_id integer,
        detail jsonb not null,
        constraint audit_event_pkey primary key (id),
        constraint audit_event_actor_fkey foreign key (actor_id) references account (id),
        constraint audit_event_conference_fkey foreign key (conference_id) references conference (id)
      );
      create index audit_event_conference_id_id_idx on audit_event (conference_id, id);
      create trigger audit_event_append_only before update or delete or truncate on audit_event
        for each statement execute function refuse_change();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table audit_event, measure, participation, calendar_message, assignment, relevance_decision, invitation,
        candidate, inbound_mail, child, sitting, conference, reference_counter, attendee_skill, attendee_address,
        attendee, idempotency_key, session, account, hub;
      drop function refuse_change;
    `);
  }
}
