import { formatKept } from '../kernel/london.js';
import type { AuditAction, AuditEvents } from './events.js';

type Words = { readonly [A in AuditAction]: (detail: AuditEvents[A]) => string };

const sentence = (...parts: readonly (string | null | false)[]): string =>
  parts.filter((part) => part !== null && part !== false && part !== '').join('; ');
const spoken = (code: string): string => code.replaceAll(/[-_]/g, ' ');
const mail = (sent: { readonly method: string; readonly recipient: string }): string =>
  `${METHODS[sent.method] ?? 'Invitation'} to ${sent.recipient}`;
/** The list of what a local authority held, by its number. */
const list = (d: { readonly reconciliationId: number }): string => `list ${d.reconciliationId}`;

const away = (d: { readonly attendeeId: number; readonly from: string; readonly until: string }): string =>
  `attendee ${d.attendeeId}; ${formatKept(d.from)} to ${formatKept(d.until)}`;

const METHODS: Readonly<Record<string, string>> = { CANCEL: 'Cancellation', NOTE: 'Automatic answer' };

/** What an event says beyond its name. A new event does not compile until somebody has put its facts into words. */
const DETAIL: Words = {
  'account.signed-in': ({ roles }) => (roles.length === 0 ? 'with no role' : `as ${roles.join(', ')}`),
  'account.signed-out': () => '',
  'invitation.recorded': (d) =>
    sentence(
      `by ${d.channel}`,
      `received ${formatKept(d.receivedAt)}`,
      `${d.noticeDays} working days of notice`,
      d.cautions.map(spoken).join(', '),
      d.cameTo !== undefined && `came to: ${spoken(d.cameTo)}`,
    ),

  'candidate.arrived': (d) => `number ${d.candidateId} in the inbox, by ${d.channel}`,
  'candidate.confirmed': (d) => `number ${d.candidateId} in the inbox`,
  'candidate.applied': (d) => sentence(`number ${d.candidateId} in the inbox`, spoken(d.asked)),
  'candidate.rejected': (d) => sentence(`number ${d.candidateId} in the inbox`, d.reason),
  'conference.created': (d) =>
    sentence(
      spoken(d.kind),
      spoken(d.hub),
      formatKept(d.startsAt),
      d.convenedBy !== undefined && `convened by ${d.convenedBy}`,
    ),
  'conference.never-invited': (d) => sentence(`learnt from: ${spoken(d.learntFrom)}`, formatKept(d.learntAt)),
  'conference.transfer-in-told': (d) =>
    sentence(d.from && `from ${d.from}`, d.trigger && spoken(d.trigger), d.on && `on ${d.on}`),
  'conference.transfer-out-told': (d) =>
    sentence(
      d.to && `to ${d.to}`,
      d.contact && `force contact ${d.contact}`,
      `receiving conference ${d.receiving}`,
      d.on && `on ${d.on}`,
    ),
  'conference.inquorate': (d) => sentence(d.sitting, d.outcome, d.forWantOfPolice && 'because police were absent'),
  'conference.convener-told': (d) =>
    sentence(
      `before: ${d.before ?? 'the local authority of the hub'}`,
      `after: ${d.after ?? 'the local authority of the hub'}`,
      d.reason,
    ),
  'relevance.look-again': (d) => spoken(d.because),
  'relevance.kept': (d) => spoken(d.because),
  'relevance.reopened': (d) => d.because,
  'relevance.hub-told': (d) => `to ${d.recipient}`,
  'marker.imported': (d) =>
    sentence(
      `by ${spoken(d.source)}`,
      `${d.added} new`,
      d.known > 0 && `${d.known} known already`,
      d.refused > 0 && `${d.refused} refused`,
      d.reopened.length > 0 && `opened again: ${d.reopened.join(', ')}`,
    ),
  'marker.withdrawn': (d) => sentence(`marker ${d.markerId}`, spoken(d.kind), d.reason),
  'conference.to-confirm': (d) => sentence(d.because.map(spoken).join(', '), `policy ${d.policyVersion}`),
  'conference.confirmed': (d) => sentence(d.how, d.because.map(spoken).join(', ')),
  'conference.viewed': () => '',
  'conference.listed': (d) => `${d.references.length} on ${d.page}: ${d.references.join(', ')}`,
  'conference.moved': (d) => sentence(`from ${d.from}`, `to ${d.to}`, d.reason),
  'conference.reconvened': (d) => sentence(`after ${d.from}`, `at ${d.to}`, d.reason),
  'conference.changed-state': (d) => sentence(`${spoken(d.from)} to ${spoken(d.to)}`, d.reason),
  'conference.changed-children': (d) =>
    sentence(
      d.added.length > 0 && `added: ${d.added.join(', ')}`,
      d.removed.length > 0 && `removed: ${d.removed.join(', ')}`,
      `${d.now} now`,
      d.reason,
    ),
  'conference.changed-kind': (d) => sentence(`${spoken(d.from)} to ${spoken(d.to)}`, d.reason),
  'conference.completed': (d) =>
    sentence(
      `list ${d.importId}${d.undone ? ' undone' : ''}`,
      d.meetingId && `meeting id ${d.meetingId}`,
      d.children > 0 && `${d.children} ${d.children === 1 ? 'child' : 'children'} ${d.undone ? 'taken off' : 'added'}`,
    ),
  'conference.told-apart': (d) => d.other,
  'conference.merged': (d) => sentence(`with ${d.other}`, d.moved.join(', ')),
  'conference.merged-into': (d) => `into ${d.other}`,
  'conference.unmerged': (d) => `from ${d.other}`,
  'conference.split-into': (d) => sentence(`into ${d.other}`, `children: ${d.children.join(', ')}`, d.reason),
  'conference.split-from': (d) => sentence(`from ${d.other}`, `children: ${d.children.join(', ')}`, d.reason),
  'assignment.made': (d) =>
    sentence(d.attendee, d.lead ? 'lead' : 'second', d.overlapReason && `in two places: ${d.overlapReason}`),
  'assignment.refused': (d) => sentence(d.attendee, spoken(d.kind)),
  'assignment.withdrawn': (d) => sentence(d.attendee, d.reason),
  'assignment.asked-again': (d) => d.attendee,
  'assignment.brought-over': (d) => sentence(d.attendee, `from ${d.from}`),
  'assignment.answered': (d) =>
    sentence(
      d.attendee,
      `${d.answer}, by ${d.channel}`,
      d.delegate !== undefined && `answered by ${d.delegate}`,
      d.comment,
    ),
  'relevance.decided': (d) =>
    sentence(spoken(d.value), d.criteria.map(spoken).join(', '), d.reason, d.afterStart && 'after the start'),
  'participation.recorded': (d) =>
    sentence(
      d.outcome,
      d.attendedBy,
      d.reason && spoken(d.reason),
      ...(d.besides ?? []),
      d.channel !== undefined && `by ${d.channel}`,
      d.why !== undefined && `in a frozen month because: ${d.why}`,
    ),
  'participation.completed': (d) => sentence(...d.added),
  'participation.corrected': (d) => sentence(`before: ${d.before}`, `after: ${d.after}`, `because: ${d.why}`),
  'report.recorded': (d) => sentence(d.report, d.inTime ? 'in time' : 'late'),
  'report.corrected': (d) => sentence(`before: ${d.before}`, `after: ${d.after}`, `because: ${d.why}`),
  'quality.audited': (d) => sentence(d.audit, `criteria ${d.version}`, d.why !== undefined && `because: ${d.why}`),
  'quality.corrected': (d) =>
    sentence(`before: ${d.before}`, `after: ${d.after}`, `criteria ${d.version}`, `because: ${d.why}`),
  'minutes.recorded': (d) =>
    sentence(
      d.askedOn === null ? 'not asked for' : `asked for on ${formatKept(d.askedOn)}`,
      d.receivedOn === null ? 'not received' : `received on ${formatKept(d.receivedOn)}`,
    ),
  'attendee.saved': (d) =>
    `attendee ${d.attendeeId}: ${d.fields.map((field) => FIELD_WORDS[field] ?? field).join(', ')}`,
  'attendee.mail-failed': (d) => sentence(`attendee ${d.attendeeId}`, d.because),
  'attendee.mail-cleared': (d) => `attendee ${d.attendeeId}`,
  'absence.recorded': (d) => sentence(away(d), `by ${d.source}`),
  'absence.changed': (d) => away(d),
  'absence.removed': (d) => away(d),
  'pattern.saved': (d) =>
    sentence(
      `attendee ${d.attendeeId}`,
      `from ${d.from}`,
      d.until && `until ${d.until}`,
      `${d.weeklyHours} hours a week`,
    ),
  'pattern.removed': (d) => sentence(`attendee ${d.attendeeId}`, `from ${d.from}`),
  'conflict.recorded': (d) => sentence(d.attendee, spoken(d.reason)),
  'conflict.removed': (d) => d.attendee,
  'mail.sent': mail,
  'mail.failed': (d) => sentence(mail(d), d.error),
  'mail.dropped': (d) => sentence(mail(d), spoken(d.because)),
  'mail.bounced': (d) => sentence(mail(d), d.because),
  'mail.settled': (d) => sentence(`message ${d.mailId}`, spoken(d.outcome), d.reason),
  'mail.replayed': (d) =>
    sentence(
      `message ${d.mailId}`,
      `before: ${spoken(d.before)}, ${d.beforeReason}`,
      `now: ${spoken(d.after)}, ${d.afterReason}`,
    ),
  'mail.viewed': (d) => `message ${d.mailId}`,
  'mail.retried': mail,
  'self-test.sent': (d) => sentence(spoken(d.step), `to ${d.recipient}`),
  'self-test.answered': (d) => sentence(`${spoken(d.step)}: ${d.answer}`, `from ${d.from}`),
  'import.received': (d) => sentence(`list ${d.importId}`, spoken(d.hub), `file ${d.sha256.slice(0, 12)}`),
  'import.viewed': (d) => `list ${d.importId}`,
  'import.columns-given': (d) => sentence(`list ${d.importId}`, d.fields.join(', ')),
  'import.carried-out': (d) =>
    sentence(
      `list ${d.importId}`,
      `${d.created} recorded, ${d.updated} changed, ${d.joined} joined`,
      d.notDone > 0 && `${d.notDone} not done`,
    ),
  'history.imported': (d) => sentence(`list ${d.importId}`, `row ${d.row}`, d.outcome ?? d.state.replaceAll('_', ' ')),
  'automation.refused': (d) => sentence(d.asked, d.hub && spoken(d.hub), spoken(d.problem), d.places.join(', ')),
  'automation.digest-sent': (d) => sentence(spoken(d.hub), d.day, `to ${d.recipient}`),
  'import.undone': (d) => sentence(`list ${d.importId}`, `${d.undone} undone`, d.kept > 0 && `${d.kept} kept`),
  'import.file-erased': (d) => sentence(`list ${d.importId}`, spoken(d.why)),
  'reconciliation.received': (d) => sentence(list(d), spoken(d.hub), d.period, `file ${d.sha256.slice(0, 12)}`),
  'reconciliation.viewed': list,
  'reconciliation.columns-given': (d) => sentence(list(d), d.fields.join(', ')),
  'reconciliation.said-same': (d) => sentence(list(d), `row ${d.rowId}`, d.same ? 'the same' : 'not the same'),
  'reconciliation.recorded': (d) =>
    sentence(
      list(d),
      spoken(d.as),
      d.meetingId && `meeting ${d.meetingId}`,
      d.receivedBy && `received by ${d.receivedBy}`,
      d.timeAssumed && 'time of day not known',
    ),
  'reconciliation.record-undone': (d) => sentence(list(d), `row ${d.rowId}`),
  'reconciliation.agreed': (d) =>
    sentence(
      list(d),
      `row ${d.rowId}`,
      `${d.before ?? 'open'} to ${d.position ?? 'open'}`,
      d.with && `with ${d.with}`,
      d.note,
    ),
  'reconciliation.asked': (d) => sentence(list(d), `${d.rows.length} ${d.rows.length === 1 ? 'row' : 'rows'}`),
  'expectation.recorded': (d) =>
    sentence(`expectation ${d.expectationId}`, spoken(d.kind), `due ${formatKept(d.dueOn)}`, spoken(d.source)),
  'expectation.due-changed': (d) =>
    sentence(`expectation ${d.expectationId}`, `${formatKept(d.before)} to ${formatKept(d.after)}`),
  'expectation.settled': (d) =>
    sentence(
      `expectation ${d.expectationId}`,
      `${spoken(d.before)} to ${spoken(d.after)}`,
      d.reason && spoken(d.reason),
    ),
  'expectation.asked': (d) => sentence(`expectation ${d.expectationId}`, `on ${formatKept(d.on)}`),
  'challenge.raised': (d) =>
    sentence(`challenge ${d.challengeId}`, spoken(d.about), spoken(d.procedure), `answer by ${formatKept(d.dueOn)}`),
  'challenge.stepped': (d) =>
    sentence(`challenge ${d.challengeId}`, `stage ${d.stage}`, spoken(d.step), spoken(d.state)),
  'recommendation.added': (d) => sentence(`recommendation ${d.recommendationId}`, d.source, spoken(d.status)),
  'recommendation.changed': (d) =>
    sentence(
      `recommendation ${d.recommendationId}`,
      ...d.changes.map(({ field, before, after }) => `${field}: ${before || 'none'}, now ${after || 'none'}`),
    ),
  'plan.asked': (d) => sentence(`plan ${d.planId}`, d.hubs.map(spoken).join(', '), `${d.from} to ${d.to}`),
  'plan.viewed': (d) => `plan ${d.planId}`,
  'plan.question-asked': (d) => sentence(`plan ${d.planId}`, spoken(d.kind), d.conference),
  'plan.committed': (d) => sentence(`plan ${d.planId}`, `${d.assigned} assigned, ${d.withdrawn} withdrawn`),
  'plan.refused': (d) => sentence(`plan ${d.planId}`, ...d.because),
  'month.frozen': (d) => sentence(d.month, `${d.conferences} conferences`, `digest ${d.sha256.slice(0, 12)}`),
  'chase.sent': (d) => `${d.references.length} to ${d.recipient}: ${d.references.join(', ')}`,
  'proof.reported': (d) => `to ${d.recipient}`,
  'figures.exported': (d) => sentence(`${d.rows} rows of ${d.grain} as ${d.form.toUpperCase()}`, d.what),
  'feed.created': (d) => `calendar feed ${d.feedId} of ${d.of}`,
  'feed.revoked': (d) => `calendar feed ${d.feedId} of ${d.of}`,
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  hubCode: 'hub',
  covers: 'hubs covered',
  travelBase: 'where they travel from',
  maxPerDay: 'conferences a day',
  maxPerWeek: 'conferences a week',
  aliases: 'other addresses',
  delegates: 'who may answer for them',
  active: 'here or left',
};

/** The facts of one line of the trail in words. */
export function detailInWords(action: AuditAction, detail: Readonly<Record<string, unknown>>): string {
  // `record` is the only writer and takes the detail of its action, so a stored line has the shape its action says.
  const tell = DETAIL[action] as (known: Readonly<Record<string, unknown>>) => string;
  return tell(detail);
}
