import type { ReferenceData } from '../../../config/reference-data.js';
import { theTracker } from '../../access/actor.js';
import type { AuditAction, AuditEvents } from '../../audit/events.js';
import { cautionsAbout } from '../../conferences/timing.js';
import { earlier, minutesAfter } from './diary.js';
import type { ForceAssignment, ForceConference } from './force.js';
import { auditDetail, auditOf } from './quality.js';
import { idOf, type Ids, type Row } from './rows.js';

/** Working days back from which conferences have their whole trail: about four weeks. */
const DAYS_TOLD = 20;

interface Told {
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: AuditAction;
  readonly detail: AuditEvents[AuditAction];
}

function told<A extends AuditAction>(at: Temporal.Instant, actor: string, action: A, detail: AuditEvents[A]): Told {
  return { at, actor, action, detail };
}

/** What the trail says of the conferences of the last four weeks and those ahead, in order of time. */
export function trailRows(conferences: readonly ForceConference[], ids: Ids, reference: ReferenceData): Row[] {
  const lines = conferences
    .filter(({ meeting }) => meeting.day >= -DAYS_TOLD)
    .flatMap((one) => {
      const conferenceId = idOf(ids.conferences, one);
      return trailOf(one, reference).map((line) => ({ ...line, actorId: null, conferenceId }));
    });
  return lines.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function trailOf(one: ForceConference, reference: ReferenceData): readonly Told[] {
  const { decisions, outcome, changedAt, coordinator } = one;
  const lines = [
    ...invited(one, reference),
    ...decisions.map(({ value, criteria, reason, decidedBy, decidedAt }) => {
      const afterStart = Temporal.Instant.compare(decidedAt, one.startsAt) > 0;
      return told(decidedAt, decidedBy, 'relevance.decided', { value, criteria, reason, afterStart });
    }),
    ...one.assignments.flatMap((assignment) => assigned(assignment, coordinator)),
  ];
  if (changedAt !== null) {
    const { state, stateReason } = one;
    const change = { from: 'scheduled', to: state, reason: stateReason ?? '' };
    lines.push(told(changedAt, coordinator, 'conference.changed-state', change));
  }
  if (outcome !== null) {
    const detail = { outcome: outcome.outcome, attendedBy: outcome.attendedBy?.name ?? null, reason: outcome.reason };
    lines.push(told(outcome.recordedAt, outcome.recordedBy, 'participation.recorded', detail));
  }
  const audit = auditOf(one, reference);
  if (audit !== null)
    lines.push(told(audit.auditedAt, audit.auditedBy, 'quality.audited', auditDetail(audit, reference)));
  return lines;
}

function invited(one: ForceConference, reference: ReferenceData): readonly Told[] {
  const { meeting, startsAt, endsAt, invitations } = one;
  const hub = reference.hub(meeting.hubCode);
  const created = invitations.slice(0, 1).map(({ recordedAt, recordedBy }) =>
    told(recordedAt, recordedBy, 'conference.created', {
      kind: meeting.kind,
      hub: meeting.hubCode,
      startsAt: startsAt.toString(),
    }),
  );
  const recorded = invitations.map(({ channel, receivedAt, noticeDays, recordedAt, recordedBy }) => {
    const time = { startsAt, endsAt, receivedAt };
    const cautions = hub === undefined ? [] : cautionsAbout(time, hub, reference.calendar, recordedAt);
    return told(recordedAt, recordedBy, 'invitation.recorded', {
      channel,
      receivedAt: receivedAt.toString(),
      noticeDays,
      cautions: cautions.map((caution) => caution.kind),
    });
  });
  return [...created, ...recorded];
}

function assigned(assignment: ForceAssignment, coordinator: string): readonly Told[] {
  const { person, lead, invitedAt, answeredAt, answerChannel, answerComment: comment } = assignment;
  const attendee = person.name;
  const lines = [
    told(invitedAt, assignment.invitedBy, 'assignment.made', { attendee, lead, overlapReason: null }),
    ...mailed(assignment, 'REQUEST', invitedAt),
  ];
  if (answeredAt !== null && answerChannel !== null) {
    const answer = assignment.state === 'withdrawn' ? 'accepted' : assignment.state;
    const by = answerChannel === 'mail' ? theTracker.name : answerChannel === 'told' ? coordinator : attendee;
    lines.push(told(answeredAt, by, 'assignment.answered', { attendee, answer, channel: answerChannel, comment }));
  }
  if (assignment.withdrawnAt !== null) {
    const reason = assignment.withdrawnReason ?? '';
    lines.push(told(assignment.withdrawnAt, coordinator, 'assignment.withdrawn', { attendee, reason }));
    lines.push(...mailed(assignment, 'CANCEL', assignment.withdrawnAt));
  }
  return lines;
}

/** Sent within the minute; nobody answers what has not been sent. */
function mailed(assignment: ForceAssignment, method: 'REQUEST' | 'CANCEL', at: Temporal.Instant): readonly Told[] {
  const { person, sequence, answeredAt } = assignment;
  if (person.mail === null) return [];
  const soon = minutesAfter(at, 1);
  const sentAt = method === 'REQUEST' && answeredAt !== null ? earlier(soon, answeredAt) : soon;
  const detail = { method, recipient: person.mail, sequence: method === 'REQUEST' ? 0 : sequence };
  return [told(sentAt, theTracker.name, 'mail.sent', detail)];
}
