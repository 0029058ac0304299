import { ANSWERS, ASSIGNMENT_STATES } from '../../src/assignments/assignment.js';
import { ABSENCE_KINDS } from '../../src/attendees/availability.js';
import { CONFERENCE_STATES } from '../../src/conferences/conference.js';
import { CONFERENCE_KINDS } from '../../src/conferences/kinds.js';
import { CONFERENCE_MODES } from '../../src/conferences/modes.js';
import { row, rows, violatedConstraint } from '../../src/database/sql.js';
import { PLANNED_ACTIONS } from '../../src/imports/plan.js';
import { IMPORT_STATES } from '../../src/lists/import.js';
import { ROW_ANSWERS, ROW_QUESTIONS } from '../../src/lists/kept-row.js';
import { ROW_RESULTS } from '../../src/lists/row-step.js';
import { CHANNELS } from '../../src/invitations/invitation.js';
import { MOVED_WHAT } from '../../src/merging/merge.queries.js';
import { OUTCOMES } from '../../src/participation/participation.js';
import { POSITIONS, RECONCILIATION_STATES, RECORDED_AS, ROW_CLASSES } from '../../src/reconciliation/reconciliation.js';
import { CHALLENGE_STATES, CHALLENGED } from '../../src/challenge/challenge.js';
import { EXPECTATION_STATES, EXPECTED_KINDS } from '../../src/expectations/expectation.js';
import { RECOMMENDATION_STATUSES } from '../../src/priorities/recommendation.js';
import { RELEVANCE_VALUES } from '../../src/relevance/relevance.js';
import { ATTRIBUTIONS } from '../../config/reference-data.js';
import { CALENDAR_CHANGES } from '../../src/calendar/change.js';
import { DROP_REASONS } from '../../src/calendar/send-check.js';
import { SENDER_CHECKS, TEST_ANSWERS } from '../../src/self-test/self-test.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
  await test.db.transaction((tx) =>
    tx.query(`
      insert into attendee (name, role, mail, hub_code, active, version, created_at) values
        ('Ada', 'DC', 'ada@police.example', 'reading', true, 1, now()), ('Ben', 'DC', 'ben@police.example', 'reading', true, 1, now());
      insert into attendee_address (address, attendee_id) values ('a@police.example', 1);
      insert into conference (reference, hub_code, kind, state, la_meeting_id, version, created_at) values
        ('TV-26-000001', 'reading', 'icpc', 'scheduled', 'RBC-1', 1, now()), ('TV-26-000002', 'reading', 'rcpc', 'scheduled', null, 1, now());
      insert into sitting (conference_id, number, starts_at, ends_at, mode) values
        (1, 1, '2026-11-30 09:30Z', '2026-11-30 11:00Z', 'video'), (2, 1, '2026-11-30 10:00Z', '2026-11-30 11:30Z', 'video');
      insert into child (conference_id, la_child_id, initials) values (1, '90311', 'AB');
      insert into assignment (sitting_id, attendee_id, lead, state, uid, sequence, during, invited_by, invited_at) values
        (1, 1, true, 'invited', 'uid-1', 0, '[2026-11-30 09:30Z,2026-11-30 11:00Z)', 'Priya', now());
      insert into calendar_message (assignment_id, uid, sequence, method, change, message_id, recipient, subject, body_text, body_html, ics, state, attempts, next_attempt_at, created_at)
        values (1, 'uid-1', 0, 'REQUEST', 'new', '<1@x>', 'ada@police.example', 's', 't', 'h', 'i', 'owed', 0, now(), now());
      insert into relevance_decision (conference_id, value, criteria, reason, decided_by, decided_at) values (2, 'relevant', '{new-incident}', 'r', 'Priya', now());
      insert into audit_event (at, actor, action, detail) values (now(), 'Priya', 'conference.created', '{}');
      insert into inbound_mail (mailbox, port_id, received_at, raw, outcome) values ('desk@police.example', 'a', now(), '', 'stored');
      insert into candidate (channel, inbound_mail_id, received_at, reading, state) values ('mail', 1, now(), '{}', 'waiting');
      insert into feed (attendee_id, secret_hash, created_at, created_by) values (1, '${'a'.repeat(64)}', now(), 'Ada');
      insert into answer_link_use (assignment_id, sequence, answer, used_at) values (1, 0, 'accepted', now());
      insert into account (issuer, subject, name, roles, hubs, first_seen_at, last_seen_at) values ('i', 's', 'Ada', '{}', '{}', now(), now());
      insert into self_test_message (account_id, test, uid, sequence, step, message_id, recipient, stamped_at) values (1, 'st-1', 'st-1', 0, 'moved', '<8@x>', 'ada@police.example', now());
      insert into import (hub_code, file_name, sha256, bytes, received_at, account_id, sent_by, created_at, state, progress, columns)
        values ('reading', 'a.csv', '${'c'.repeat(64)}', 1, now(), 1, 'Ada', now(), 'ready', 0, '{}');
      insert into import_piece (import_id, number, content) values (1, 0, '');
      insert into import_row (import_id, row, action, plan) values (1, 2, 'create', '{}');
      insert into import_mapping (hub_code, header_key, columns, kept_by, kept_at) values ('reading', 'k', '{}', 'Ada', now());
      insert into recommendation (source, wording, owner, status, version, created_at, created_by) values ('s', 'w', 'o', 'open', 1, now(), 'Ada');
      insert into expectation (hub_code, kind, origin, began_on, due_on, due_by, invite_by, child_ids, subject, state, source, recorded_by, recorded_at, version)
        values ('reading', 'icpc', 'strategy-discussion', '2026-11-19', '2026-12-10', 'clock', '2026-12-03', '{1}', 'children 1', 'open', 'page', 'P', now(), 1);
      insert into challenge (hub_code, about, conference_id, procedure, procedure_version, state, raised_by, raised_at, version)
        values ('reading', 'late-invitation', 1, 'berkshire', '1.0', 'open', 'P', now(), 1);
      insert into challenge_stage (challenge_id, number, name, sent_to, begun_on, due_on) values (1, 1, 'n', 't', '2026-11-19', '2026-11-23');
      insert into conference_told_apart values (1, 2, 'Ada', now());
      insert into conference_merge (kept_id, merged_id, merged_by, merged_at, kept_version, before) values (1, 2, 'Ada', now(), 1, '{}');
      insert into conference_merge_moved (merge_id, what, row_id) values (1, 'invitation', 1);
      insert into conference_split values (2, 1, 'r', 'Ada', now());
      insert into reconciliation (hub_code, first_on, last_on, file_name, sha256, bytes, account_id, sent_by, created_at, state, progress, headings, columns, given_columns, problems, left_aside, notes)
        values ('reading', '2026-11-01', '2026-11-30', 'a.csv', '${'c'.repeat(64)}', 1, 1, 'Ada', now(), 'ready', 0, '[]', '[]', '{}', '[]', 0, '[]');
      insert into reconciliation_piece (reconciliation_id, number, content) values (1, 0, '');
      insert into reconciliation_row (reconciliation_id, class, theirs, conference_id, candidates, differences, counts, version) values
        (1, 'theirs-only', '{}', null, '[]', '[]', '{}', 1), (1, 'ours-only', null, 1, '[]', '[]', '{}', 1);`),
  );
});
afterAll(() => test.stop());

const assignment = (values: string): string =>
  `insert into assignment (sitting_id, attendee_id, lead, state, uid, sequence, during, overlap_reason, invited_by, invited_at) values (${values}, 'Priya', now())`;
const during = `'[2026-11-30 10:00Z,2026-11-30 11:30Z)'`;
const feed = (values: string): string =>
  `insert into feed (attendee_id, hub_code, secret_hash, created_at, created_by) values (${values}, now(), 'Ada')`;
const expectation = (values: string): string =>
  `insert into expectation (hub_code, kind, origin, due_on, due_by, invite_by, child_ids, source, recorded_by, recorded_at, version, began_on, subject, state, closed_reason, settled_by, settled_at)
   values ('reading', 'icpc', 'strategy-discussion', '2026-12-10', 'clock', '2026-12-03', '{}', 'page', 'P', now(), 1, ${values})`;
const challenge = (values: string): string =>
  `insert into challenge (hub_code, procedure, procedure_version, raised_by, raised_at, version, about, conference_id, state)
   values ('reading', 'berkshire', '1.0', 'P', now(), 1, ${values})`;
const answerLinkUse = (values: string): string =>
  `insert into answer_link_use (assignment_id, sequence, answer, used_at) values (${values}, now())`;
/** Account, step, Message-ID, answer, time of the answer, check of its sender. */
const selfTest = (values: string): string =>
  `insert into self_test_message (test, uid, sequence, recipient, stamped_at, account_id, step, message_id, answer, answered_at, authentication) values ('st-1', 'st-1', 0, 'ada@police.example', now(), ${values})`;
const pattern = (period: string, rest = `1, '[{}]'`): string =>
  `insert into working_pattern (attendee_id, works_holidays, from_on, until_on, cycle_weeks, shifts) values (1, false, ${period}, ${rest})`;
/** Kind, start and end, where it came from. */
const absence = (values: string): string =>
  `insert into absence (attendee_id, version, created_at, created_by, kind, starts_at, ends_at, source) values (1, 1, now(), 'Ada', ${values})`;
const leave = (from: string, until: string): string =>
  absence(`'leave', '2026-12-${from}', '2026-12-${until}', 'page'`);
const toldApart = (ids: string): string => `insert into conference_told_apart values (${ids}, 'Ada', now())`;
const merge = (ids: string): string =>
  `insert into conference_merge (kept_id, merged_id, merged_by, merged_at, kept_version, before) values (${ids}, 'Ada', now(), 1, '{}')`;
const moved = (values: string): string => `insert into conference_merge_moved values (${values})`;
const split = (ids: string): string => `insert into conference_split values (${ids}, 'r', 'Ada', now())`;
const participation = (values: string): string =>
  `insert into participation (sitting_id, outcome, present_at_decision, reason, mode, attribution, version, recorded_by, recorded_at) values (${values}, 1, 'Ada', now())`;
/** Kind, who sent it, whether it was read out. */
const report = (values: string): string =>
  `insert into report (conference_id, sent_on, version, recorded_by, recorded_at, kind, sent_by, read_out) values (1, '2026-11-26', 1, 'Ada', now(), ${values})`;
/** Outcome, presence, reason, then what was said besides. */
const besides = (columns: string, values: string): string =>
  `insert into participation (sitting_id, outcome, present_at_decision, reason, mode, attribution, version, recorded_by, recorded_at, ${columns}) values (1, ${values})`;
const there = `true, null, 'video', null, 1, 'Ada', now()`;

it.each([
  ['a report of an unknown kind', 'report_kind_check', report(`'letter', 'Ada', null`)],
  ['a report by nobody', 'report_sent_by_check', report(`'report', '', null`)],
  ['"nothing to add" read out', 'report_read_out_check', report(`'nothing-to-add', 'Ada', true`)],
  [
    'two reports to one conference',
    'report_conference_id_key',
    `${report(`'report', 'Ada', null`)}; ${report(`'report', 'Ada', null`)}`,
  ],
  ['coming late to all of it', 'participation_came_at_check', besides('came_at', `'attended', ${there}, now()`)],
  [
    'leaving before coming',
    'participation_left_at_check',
    besides('came_at, left_at', `'part', ${there}, now(), now() - interval '1 minute'`),
  ],
  [
    'a voice that is neither',
    'participation_voice_heard_check',
    besides('voice_heard', `'attended', ${there}, 'maybe'`),
  ],
  [
    'a way of hearing nobody',
    'participation_voice_ways_check',
    besides('voice_ways', `'attended', ${there}, '{advocate}'`),
  ],
  [
    'an unknown plan',
    'child_plan_result_check',
    `insert into child (conference_id, plan_result) values (1, 'perhaps')`,
  ],
  ['no conference a day', 'attendee_max_per_day_check', 'update attendee set max_per_day = 0'],
  ['more than anybody can do', 'attendee_max_per_week_check', 'update attendee set max_per_week = 101'],
  ['a base nowhere', 'attendee_travel_base_fkey', `update attendee set travel_base = 'swindon'`],
  ['cover for nowhere', 'attendee_hub_hub_fkey', `insert into attendee_hub values (1, 'swindon')`],
  ['a pattern that ends before it starts', 'working_pattern_until_check', pattern(`'2026-12-02', '2026-12-01'`)],
  ['a cycle of no weeks', 'working_pattern_cycle_check', pattern(`'2026-12-01', null`, `0, '[{}]'`)],
  ['a pattern without hours', 'working_pattern_shifts_check', pattern(`'2026-12-01', null`, `1, '[]'`)],
  ['hours that are no list', 'working_pattern_shifts_check', pattern(`'2026-12-01', null`, `1, '{}'`)],
  [
    'two patterns on one day',
    'working_pattern_period_excl',
    `${pattern(`'2026-12-01', '2026-12-31'`)}; ${pattern(`'2026-12-31', null`)}`,
  ],
  ['an absence that ends as it starts', 'absence_span_check', leave('01', '01')],
  ['an absence from nowhere', 'absence_source_check', absence(`'leave', '2026-12-01', '2026-12-02', 'fax'`)],
  ['two absences at once', 'absence_overlap_excl', `${leave('01', '03')}; ${leave('02', '04')}`],
  [
    'an entry of a calendar that came by page',
    'absence_source_uid_check',
    `${leave('01', '03')}; update absence set source_uid = 'x'`,
  ],
  [
    'a conflict twice',
    'conflict_of_interest_pkey',
    `insert into conflict_of_interest values (1, 1, 'other', now(), 'Ada'), (1, 1, 'other', now(), 'Ada')`,
  ],
  [
    'a delegate in capitals',
    'attendee_delegate_lower_check',
    `insert into attendee_delegate (attendee_id, address) values (1, 'PA@x.example')`,
  ],
  [
    'a delegate of nobody',
    'attendee_delegate_attendee_fkey',
    `insert into attendee_delegate (attendee_id, address) values (99, 'pa@x.example')`,
  ],
  [
    'one person in two places',
    'assignment_overlap_excl',
    assignment(`2, 1, true, 'invited', 'uid-2', 0, ${during}, null`),
  ],
  ['two leads on one sitting', 'assignment_lead_key', assignment(`1, 2, true, 'invited', 'uid-2', 0, ${during}, null`)],
  [
    'one person twice on one sitting',
    'assignment_person_key',
    assignment(`1, 1, false, 'invited', 'uid-2', 0, ${during}, 'knowingly'`),
  ],
  ['a calendar UID used twice', 'assignment_uid_key', assignment(`2, 2, true, 'invited', 'uid-1', 0, ${during}, null`)],
  [
    'a SEQUENCE below nought',
    'assignment_sequence_check',
    assignment(`2, 2, true, 'invited', 'uid-2', -1, ${during}, null`),
  ],
  [
    'an LA meeting id twice',
    'conference_la_meeting_key',
    `insert into conference (reference, hub_code, kind, state, la_meeting_id, version, created_at) values ('TV-26-000003', 'reading', 'icpc', 'scheduled', 'RBC-1', 1, now())`,
  ],
  [
    'a reference twice',
    'conference_reference_key',
    `insert into conference (reference, hub_code, kind, state, version, created_at) values ('TV-26-000001', 'slough', 'icpc', 'scheduled', 1, now())`,
  ],
  [
    'an unknown hub',
    'conference_hub_fkey',
    `insert into conference (reference, hub_code, kind, state, version, created_at) values ('TV-26-000003', 'atlantis', 'icpc', 'scheduled', 1, now())`,
  ],
  [
    'a conference that reviews itself',
    'conference_previous_check',
    `update conference set previous_conference_id = id where id = 1`,
  ],
  ['an end before the start', 'sitting_span_check', `update sitting set ends_at = starts_at where id = 1`],
  [
    'a child twice on one conference',
    'child_conference_id_la_child_id_key',
    `insert into child (conference_id, la_child_id) values (1, '90311')`,
  ],
  [
    'a name where initials belong',
    'child_initials_check',
    `insert into child (conference_id, initials) values (1, 'Jo Smith')`,
  ],
  [
    'one message twice',
    'calendar_message_uid_sequence_method_key',
    `insert into calendar_message (assignment_id, uid, sequence, method, change, message_id, recipient, subject, body_text, body_html, ics, state, attempts, next_attempt_at, created_at)
       select assignment_id, uid, sequence, method, 'moved', '<2@x>', recipient, subject, body_text, body_html, ics, state, attempts, next_attempt_at, created_at from calendar_message`,
  ],
  [
    'a message that tells of nothing known',
    'calendar_message_change_check',
    `update calendar_message set change = 'gossip'`,
  ],
  [
    'dropped without a time and a reason',
    'calendar_message_dropped_check',
    `update calendar_message set state = 'dropped'`,
  ],
  [
    'a reason to drop what is still owed',
    'calendar_message_dropped_check',
    `update calendar_message set dropped_because = 'superseded'`,
  ],
  [
    'a reason to drop that is none',
    'calendar_message_dropped_because_check',
    `update calendar_message set state = 'dropped', dropped_at = now(), dropped_because = 'why not'`,
  ],
  ['a test of mail by nobody', 'self_test_message_account_fkey', selfTest(`99, 'new', '<9@x>', null, null, null`)],
  [
    'an answer to a test of mail that is none',
    'self_test_message_answer_check',
    selfTest(`1, 'new', '<9@x>', 'perhaps', now(), null`),
  ],
  [
    'an answer to a test of mail without a time',
    'self_test_message_answered_check',
    selfTest(`1, 'new', '<9@x>', 'accepted', null, null`),
  ],
  [
    'a check of a sender that was none',
    'self_test_message_authentication_check',
    selfTest(`1, 'new', '<9@x>', 'accepted', now(), 'maybe'`),
  ],
  [
    'one step of a test of mail twice',
    'self_test_message_test_step_key',
    selfTest(`1, 'moved', '<9@x>', null, null, null`),
  ],
  [
    'two tests of mail under one name',
    'self_test_message_message_id_key',
    selfTest(`1, 'new', '<8@x>', null, null, null`),
  ],
  [
    'a message that came back for no reason',
    'calendar_message_bounce_check',
    `update calendar_message set bounced_at = now()`,
  ],
  [
    'an address that fails for no reason',
    'attendee_bounce_check',
    `update attendee set mail_bounced_at = now() where id = 1`,
  ],
  [
    'no address, yet one that fails',
    'attendee_bounced_mail_check',
    `update attendee set mail = null, mail_bounced_at = now(), mail_bounce_reason = 'r' where id = 1`,
  ],
  ['an absence of nobody', 'inbound_mail_away_check', `update inbound_mail set away_until = '2026-12-07'`],
  [
    'an absence of somebody unknown',
    'inbound_mail_away_attendee_fkey',
    `update inbound_mail set away_attendee_id = 99`,
  ],
  ['a note with a calendar', 'calendar_message_note_check', `update calendar_message set method = 'NOTE'`],
  ['a message of no known kind', 'calendar_message_method_check', `update calendar_message set method = 'PUBLISH'`],
  ['sent without a time', 'calendar_message_sent_check', `update calendar_message set state = 'sent'`],
  [
    'a relevant review without a criterion',
    'relevance_decision_criteria_check',
    `insert into relevance_decision (conference_id, value, criteria, reason, decided_by, decided_at) values (2, 'relevant', '{}', 'r', 'Priya', now())`,
  ],
  [
    'attended but not at the decision',
    'participation_decision_check',
    participation(`1, 'attended', false, 'sickness', 'video', null`),
  ],
  ['missed without a reason', 'participation_reason_check', participation(`1, 'not', false, null, null, null`)],
  [
    'counted without being in question',
    'measure_numerator_check',
    `insert into measure values (1, 'A1', '1.0', 'reading', '2026-11-01', now(), false, true, true, 'w')`,
  ],
  ['convened by nobody', 'conference_convened_by_check', `update conference set convened_by = ''`],
  [
    'an invitation that came to nowhere',
    'invitation_came_to_check',
    `insert into invitation (conference_id, received_at, channel, notice_days, came_to, recorded_by, recorded_at) values (1, now(), 'mail', 1, 'hub', 'Priya', now())`,
  ],
  [
    'a transfer begun by nothing we know',
    'transfer_in_trigger_kind_check',
    `insert into transfer_in (conference_id, trigger_kind) values (1, 'told')`,
  ],
  [
    'a day of a transfer without its event',
    'transfer_in_triggered_on_check',
    `insert into transfer_in (conference_id, triggered_on) values (1, '2026-11-16')`,
  ],
  [
    'a receiving conference of no known sort',
    'transfer_out_receiving_check',
    `insert into transfer_out (conference_id, receiving, transferred_at) values (1, 'perhaps', now())`,
  ],
  [
    'a known receiving conference without its day',
    'transfer_out_receiving_on_check',
    `insert into transfer_out (conference_id, receiving, transferred_at) values (1, 'known', now())`,
  ],
  [
    'a sitting without its quorum that did nothing we know',
    'inquorate_sitting_outcome_check',
    `insert into inquorate_sitting values (1, 'left', false, 'Priya', now())`,
  ],
  [
    'never invited, learnt from nowhere',
    'never_invited_learnt_from_check',
    `insert into never_invited values (1, 'rumour', now(), 'Priya', now())`,
  ],
  [
    'a relevance to look at again for no reason we know',
    'relevance_prompt_because_check',
    `insert into relevance_prompt values (1, 'mood', now())`,
  ],
  ['an address in capitals', 'attendee_mail_check', `update attendee set mail = 'ADA@police.example' where id = 1`],
  ['two people with one address', 'attendee_mail_key', `update attendee set mail = 'ada@police.example' where id = 2`],
  [
    'one alias for two people',
    'attendee_address_pkey',
    `insert into attendee_address (address, attendee_id) values ('a@police.example', 2)`,
  ],
  [
    'one message from the mailbox twice',
    'inbound_mail_mailbox_port_id_key',
    `insert into inbound_mail (mailbox, port_id, received_at, raw, outcome) values ('desk@police.example', 'a', now(), '', 'stored')`,
  ],
  [
    'two candidates from one message',
    'candidate_inbound_mail_id_key',
    `insert into candidate (channel, inbound_mail_id, received_at, reading, state) values ('mail', 1, now(), '{}', 'waiting')`,
  ],
  ['a message that asks what nobody knows', 'candidate_asks_check', `update candidate set asks = 'reply'`],
  ['an edition below the first', 'candidate_la_sequence_check', `update candidate set la_sequence = -1`],
  ['a rejection without a reason', 'candidate_rejection_check', `update candidate set state = 'rejected'`],
  ['a confirmation of nothing', 'candidate_confirmation_check', `update candidate set state = 'confirmed'`],
  ['a feed of nobody', 'feed_owner_check', feed(`null, null, '${'b'.repeat(64)}'`)],
  ['a feed of a person and a hub', 'feed_owner_check', feed(`1, 'reading', '${'b'.repeat(64)}'`)],
  ['two feeds behind one address', 'feed_secret_hash_key', feed(`null, 'reading', '${'a'.repeat(64)}'`)],
  ['the secret of a feed itself', 'feed_secret_hash_check', feed(`1, null, 'not-a-hash'`)],
  ['a feed of an unknown person', 'feed_attendee_fkey', feed(`99, null, '${'b'.repeat(64)}'`)],
  ['a feed of an unknown hub', 'feed_hub_fkey', feed(`null, 'atlantis', '${'b'.repeat(64)}'`)],
  ['one link to answer used twice', 'answer_link_use_pkey', answerLinkUse(`1, 0, 'declined'`)],
  ['an answer that is none', 'answer_link_use_answer_check', answerLinkUse(`1, 1, 'withdrawn'`)],
  ['an answer to nothing', 'answer_link_use_assignment_fkey', answerLinkUse(`99, 0, 'accepted'`)],
  [
    'notice below nought',
    'invitation_notice_days_check',
    `insert into invitation (conference_id, received_at, channel, notice_days, recorded_by, recorded_at) values (1, now(), 'mail', -1, 'P', now())`,
  ],
  [
    'a period that ends before it begins',
    'reconciliation_period_check',
    `update reconciliation set last_on = '2026-10-01'`,
  ],
  [
    'a list held that is refused without a reason',
    'reconciliation_refusal_check',
    `update reconciliation set state = 'refused'`,
  ],
  [
    'fewer rows left aside than are named',
    'reconciliation_left_aside_check',
    `update reconciliation set problems = '[1]'`,
  ],
  ['more than all of the reading', 'reconciliation_progress_check', `update reconciliation set progress = 101`],
  ['a list held without its digest', 'reconciliation_sha256_check', `update reconciliation set sha256 = 'none'`],
  ['a list held of an unknown hub', 'reconciliation_hub_fkey', `update reconciliation set hub_code = 'atlantis'`],
  ['a list held from an unknown account', 'reconciliation_account_fkey', `update reconciliation set account_id = 99`],
  [
    'a piece of no list held',
    'reconciliation_piece_reconciliation_fkey',
    `update reconciliation_piece set reconciliation_id = 99`,
  ],
  [
    'one piece of a list held twice',
    'reconciliation_piece_pkey',
    `insert into reconciliation_piece (reconciliation_id, number, content) values (1, 0, '')`,
  ],
  [
    'a row of no list held',
    'reconciliation_row_reconciliation_fkey',
    `update reconciliation_row set reconciliation_id = 99 where id = 1`,
  ],
  [
    'a row of a conference that does not exist',
    'reconciliation_row_conference_fkey',
    `update reconciliation_row set conference_id = 99 where id = 2`,
  ],
  [
    'one conference in two rows of a list',
    'reconciliation_row_conference_key',
    `update reconciliation_row set class = 'differs', conference_id = 1 where id = 1`,
  ],
  [
    'only theirs with one of ours',
    'reconciliation_row_sides_check',
    `update reconciliation_row set conference_id = 2 where id = 1`,
  ],
  [
    'a row with neither side',
    'reconciliation_row_sides_check',
    `update reconciliation_row set class = 'matched', theirs = null where id = 1`,
  ],
  [
    'a record of no conference',
    'reconciliation_row_recorded_check',
    `update reconciliation_row set recorded_as = 'misrouted' where id = 1`,
  ],
  [
    'a position agreed by nobody',
    'reconciliation_row_agreed_check',
    `update reconciliation_row set position = 'ours' where id = 1`,
  ],
  [
    'a position agreed with a name',
    'reconciliation_row_agreed_with_check',
    `update reconciliation_row set position = 'ours', agreed_with = 'Jo Smith', agreed_note = '', agreed_by = 'Ada', agreed_at = now() where id = 1`,
  ],
  ['a list that is refused without a reason', 'import_refusal_check', `update import set state = 'refused'`],
  ['a list carried out by nobody', 'import_done_check', `update import set state = 'done', carried_out_at = now()`],
  [
    'a list undone at no time',
    'import_undone_check',
    `update import set state = 'undone', carried_out_at = now(), audit_mark = 1, decided_by_id = 1`,
  ],
  ['more than all of the work', 'import_progress_check', `update import set progress = 101`],
  ['a file without its digest', 'import_sha256_check', `update import set sha256 = 'none'`],
  ['a list of an unknown hub', 'import_hub_fkey', `update import set hub_code = 'atlantis'`],
  ['a list from an unknown account', 'import_account_fkey', `update import set account_id = 99`],
  ['a decision of an unknown account', 'import_decided_by_fkey', `update import set decided_by_id = 99`],
  ['a piece of no list', 'import_piece_import_fkey', `update import_piece set import_id = 99`],
  [
    'one piece of a file twice',
    'import_piece_pkey',
    `insert into import_piece (import_id, number, content) values (1, 0, '')`,
  ],
  ['a row of no list', 'import_row_import_fkey', `update import_row set import_id = 99`],
  [
    'one row twice',
    'import_row_pkey',
    `insert into import_row (import_id, row, action, plan) values (1, 2, 'skip', '{}')`,
  ],
  [
    'a row that made an unknown conference',
    'import_row_conference_fkey',
    `update import_row set result = 'created', conference_id = 99`,
  ],
  ['a row that made nothing', 'import_row_result_conference_check', `update import_row set result = 'created'`],
  [
    'columns remembered for an unknown hub',
    'import_mapping_hub_fkey',
    `update import_mapping set hub_code = 'atlantis'`,
  ],
  [
    'two memories of the same headings',
    'import_mapping_pkey',
    `insert into import_mapping (hub_code, header_key, columns, kept_by, kept_at) values ('reading', 'k', '{}', 'Ben', now())`,
  ],
  ['two told apart in the other order', 'conference_told_apart_order_check', toldApart('2, 1')],
  ['a conference told apart from itself', 'conference_told_apart_order_check', toldApart('1, 1')],
  ['two told apart twice', 'conference_told_apart_pkey', toldApart('1, 2')],
  ['an unknown conference told apart', 'conference_told_apart_second_fkey', toldApart('1, 99')],
  ['an unknown conference told apart from one', 'conference_told_apart_first_fkey', toldApart('-1, 1')],
  ['a conference merged into two', 'conference_merge_open_key', merge('1, 2')],
  ['a conference merged into itself', 'conference_merge_itself_check', merge('1, 1')],
  ['an unknown conference merged', 'conference_merge_merged_fkey', merge('1, 99')],
  ['a merge into an unknown conference', 'conference_merge_kept_fkey', merge('99, 1')],
  [
    'a merge taken back by nobody',
    'conference_merge_unmerged_check',
    `update conference_merge set unmerged_at = now()`,
  ],
  ['one row moved twice', 'conference_merge_moved_pkey', moved(`1, 'invitation', 1, null`)],
  ['a row moved by no merge', 'conference_merge_moved_merge_fkey', moved(`99, 'invitation', 1, null`)],
  ['a child filled in over nothing', 'conference_merge_moved_before_check', moved(`1, 'child-filled', 1, null`)],
  [
    'a recommendation done without evidence',
    'recommendation_evidence_check',
    `update recommendation set status = 'done'`,
  ],
  [
    'one strategy discussion twice',
    'expectation_told_key',
    expectation(`'2026-11-19', 'children 1', 'closed', 'plan-ended', 'P', now()`),
  ],
  [
    'a clock started again',
    'expectation_running_key',
    expectation(`'2026-11-20', 'children 1', 'open', null, null, null`),
  ],
  ['one about nobody', 'expectation_subject_check', `update expectation set subject = ''`],
  ['one due before it began', 'expectation_due_check', `update expectation set due_on = '2026-11-18'`],
  ['a review after no conference', 'expectation_origin_check', `update expectation set kind = 'review'`],
  [
    'one met by nothing',
    'expectation_met_check',
    `update expectation set state = 'met', settled_by = 'P', settled_at = now()`,
  ],
  [
    'one closed without a reason',
    'expectation_closed_check',
    `update expectation set state = 'closed', settled_by = 'P', settled_at = now()`,
  ],
  [
    'one settled by nobody',
    'expectation_settled_check',
    `update expectation set state = 'closed', closed_reason = 'plan-ended'`,
  ],
  ['a letter sent by nobody', 'expectation_letter_check', `update expectation set letter_sent_on = '2026-12-03'`],
  ['two challenges about one conference', 'challenge_conference_key', challenge(`'late-invitation', 1, 'open'`)],
  ['a challenge of nothing', 'challenge_subject_check', challenge(`'dissent', null, 'open'`)],
  ['one that ended without an outcome', 'challenge_closed_check', challenge(`'dissent', 1, 'resolved'`)],
  ['a stage without days', 'challenge_stage_due_check', `update challenge_stage set due_on = begun_on`],
  ['an answer of nobody', 'challenge_stage_answer_check', `update challenge_stage set answer = 'agreed'`],
  ['a recommendation of nobody', 'recommendation_text_check', `update recommendation set owner = ''`],
  [
    'a link that is none',
    'recommendation_evidence_link_check',
    `update recommendation set evidence_link = 'javascript:alert(1)'`,
  ],
  ['a conference split off twice', 'conference_split_pkey', split('2, 1')],
  ['a conference split off itself', 'conference_split_itself_check', split('1, 1')],
  ['an unknown conference split off', 'conference_split_to_fkey', split('99, 1')],
  ['a conference split off an unknown one', 'conference_split_from_fkey', split('1, 99')],
])('PostgreSQL refuses %s', async (_, constraint, sql) => {
  const failure: unknown = await test.db.transaction((tx) => tx.query(sql)).catch((error: unknown) => error);
  expect(violatedConstraint(failure)).toBe(constraint);
});

it('lets somebody be in two places when a reason is given, and lets a declined person be replaced', async () => {
  await test.db
    .transaction(async (tx) => {
      await tx.query(assignment(`2, 1, true, 'invited', 'uid-3', 0, ${during}, 'both by telephone'`));
      await tx.query(`update assignment set state = 'declined' where uid = 'uid-1'`);
      await tx.query(assignment(`1, 2, true, 'invited', 'uid-4', 0, ${during}, null`));
      throw new Error('undo');
    })
    .catch((error: Error) => expect(error.message).toBe('undo'));
});

it.each([
  ['relevance_decision', 'reason'],
  ['audit_event', 'actor'],
])('%s can be added to, never changed or emptied', async (table, column) => {
  for (const sql of [`update ${table} set ${column} = 'other'`, `delete from ${table}`, `truncate ${table}`]) {
    await expect(test.db.transaction((tx) => tx.query(sql))).rejects.toThrow(/append-only/);
  }
  expect(await row(test.db.reader, `select count(*) as kept from ${table}`)).toEqual({ kept: 1 });
});

it.each([
  ['conference_kind_check', CONFERENCE_KINDS],
  ['conference_state_check', CONFERENCE_STATES],
  ['sitting_mode_check', CONFERENCE_MODES],
  ['participation_mode_check', CONFERENCE_MODES],
  ['participation_outcome_check', OUTCOMES],
  ['participation_attribution_check', ATTRIBUTIONS],
  ['relevance_decision_value_check', RELEVANCE_VALUES],
  ['assignment_state_check', ASSIGNMENT_STATES],
  ['answer_link_use_answer_check', ANSWERS],
  ['calendar_message_change_check', [...CALENDAR_CHANGES, 'time-suggested']],
  ['self_test_message_answer_check', TEST_ANSWERS],
  ['self_test_message_authentication_check', SENDER_CHECKS],
  ['calendar_message_dropped_because_check', DROP_REASONS],
  ['invitation_channel_check', CHANNELS],
  ['import_state_check', IMPORT_STATES],
  ['import_row_action_check', PLANNED_ACTIONS],
  ['import_row_asks_check', ROW_QUESTIONS],
  ['import_row_answer_check', ROW_ANSWERS],
  ['import_row_result_check', ROW_RESULTS],
  ['conference_merge_moved_what_check', MOVED_WHAT],
  ['recommendation_status_check', RECOMMENDATION_STATUSES],
  ['absence_kind_check', ABSENCE_KINDS],
  ['expectation_kind_check', EXPECTED_KINDS],
  ['expectation_state_check', EXPECTATION_STATES],
  ['challenge_about_check', CHALLENGED],
  ['challenge_state_check', CHALLENGE_STATES],
  ['reconciliation_state_check', RECONCILIATION_STATES],
  ['reconciliation_family_check', ['initial', 'review']],
  ['reconciliation_row_class_check', ROW_CLASSES],
  ['reconciliation_row_recorded_as_check', RECORDED_AS],
  ['reconciliation_row_position_check', POSITIONS],
] as const)('%s allows exactly what the program knows', async (constraint, known) => {
  const [found] = await rows<{ body: string }>(
    test.db.reader,
    'select pg_get_constraintdef(oid) as body from pg_constraint where conname = $1',
    [constraint],
  );
  const allowed = [...(found?.body ?? '').matchAll(/'([^']+)'::text/g)].map((match) => match[1]);
  expect([...allowed].sort()).toEqual([...known].sort());
});
