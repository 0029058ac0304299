/** The rows of the demo force as the tables hold them, keys in camelCase. Ids are given by the caller. */
import { mayComeBack } from '../../conferences/conference.js';
import { londonDate, startOfLondonDay } from '../../kernel/london.js';
import { relevanceAtStart } from '../../relevance/relevance.js';
import type { ForceAssignment, ForceConference, ForcePerson, Meeting } from './force.js';

export type Row = Readonly<Record<string, unknown>>;

/** The numbers that the tables gave. */
export interface Ids {
  readonly people: ReadonlyMap<ForcePerson, number>;
  readonly conferences: ReadonlyMap<ForceConference, number>;
  readonly sittings: ReadonlyMap<ForceConference, number>;
  readonly assignments: ReadonlyMap<ForceAssignment, number>;
}

export const idOf = <K>(ids: ReadonlyMap<K, number>, key: K): number => {
  const id = ids.get(key);
  if (id === undefined) throw new Error('a row of the demo force has no id');
  return id;
};

export const personRows = (people: readonly ForcePerson[], ids: Ids): Row[] =>
  people.map((person, number) => ({
    id: idOf(ids.people, person),
    name: person.name,
    role: person.role,
    mail: person.mail,
    hubCode: person.hubCode,
    active: person.active,
    travelBase: null,
    maxPerDay: number % 3 === 0 ? 2 : null,
    maxPerWeek: number % 8 === 5 ? 6 : null,
    version: 1,
    createdAt: person.createdAt,
  }));

export const addressRows = (people: readonly ForcePerson[], ids: Ids): Row[] =>
  people.flatMap((person) => person.aliases.map((address) => ({ address, attendeeId: idOf(ids.people, person) })));

export const skillRows = (people: readonly ForcePerson[], ids: Ids): Row[] =>
  people.flatMap((person) => person.skills.map((held) => ({ attendeeId: idOf(ids.people, person), ...held })));

/** Each after the one before it about the same children, which has a lower number. */
export function conferenceRows(conferences: readonly ForceConference[], ids: Ids, now: Temporal.Instant): Row[] {
  const byMeeting = new Map<Meeting, ForceConference>();
  for (const one of conferences) if (one.state !== 'voided') byMeeting.set(one.meeting, one);
  return conferences.map((one) => {
    const { meeting } = one;
    const previous = meeting.previous === null ? undefined : byMeeting.get(meeting.previous);
    return {
      id: idOf(ids.conferences, one),
      reference: one.reference,
      hubCode: meeting.hubCode,
      kind: meeting.kind,
      state: one.state,
      stateReason: one.stateReason,
      laMeetingId: one.laMeetingId,
      strategyDiscussionOn: one.strategyDiscussionOn,
      previousConferenceId: previous === undefined ? null : idOf(ids.conferences, previous),
      toConfirm: isToConfirm(one, now) ? ['possible-duplicate'] : null,
      version: one.state === 'scheduled' ? 1 : 2,
      createdAt: one.createdAt,
    };
  });
}

/** What the robot recorded of what is still to come, a coordinator has yet to look at. */
const isToConfirm = ({ state, startsAt, invitations }: ForceConference, now: Temporal.Instant): boolean =>
  state === 'scheduled' && Temporal.Instant.compare(startsAt, now) > 0 && invitations[0]?.channel === 'robot';

export const sittingRows = (conferences: readonly ForceConference[], ids: Ids): Row[] =>
  conferences.map((one) => ({
    id: idOf(ids.sittings, one),
    conferenceId: idOf(ids.conferences, one),
    number: 1,
    startsAt: one.startsAt,
    endsAt: one.endsAt,
    mode: one.mode,
    venue: one.venue,
    joinLink: one.joinLink,
  }));

export const childRows = (conferences: readonly ForceConference[], ids: Ids): Row[] =>
  conferences.flatMap((one) =>
    one.meeting.children.map((child) => ({ conferenceId: idOf(ids.conferences, one), ...child })),
  );

export const invitationRows = (conferences: readonly ForceConference[], ids: Ids, now: Temporal.Instant): Row[] =>
  conferences.flatMap((one) =>
    one.invitations.map((invitation) => ({
      conferenceId: idOf(ids.conferences, one),
      ...invitation,
      byAutomation: invitation.channel !== 'robot' ? null : isToConfirm(one, now) ? 'to-confirm' : 'unattended',
    })),
  );

export const decisionRows = (conferences: readonly ForceConference[], ids: Ids): Row[] =>
  conferences.flatMap((one) =>
    one.decisions.map((decision) => ({ conferenceId: idOf(ids.conferences, one), ...decision })),
  );

export const assignmentRows = (conferences: readonly ForceConference[], ids: Ids): Row[] =>
  conferences.flatMap((one) =>
    one.assignments.map((assignment) => {
      const { person, withdrawnAt: _withdrawnAt, ...columns } = assignment;
      return {
        id: idOf(ids.assignments, assignment),
        sittingId: idOf(ids.sittings, one),
        attendeeId: idOf(ids.people, person),
        ...columns,
        calledOff: columns.state === 'withdrawn' && mayComeBack(one.state),
      };
    }),
  );

export const outcomeRows = (conferences: readonly ForceConference[], ids: Ids): Row[] =>
  conferences.flatMap((one) => {
    if (one.outcome === null) return [];
    const { attendedBy, ...columns } = one.outcome;
    const attendedById = attendedBy === null ? null : idOf(ids.people, attendedBy);
    const sittingId = idOf(ids.sittings, one);
    return [{ sittingId, attendedById, version: 1, ...columns, ...besidesOf(sittingId, one) }];
  });

/** What was said besides: most hear the child, a few dissent. By the id, so that each start gives the same. */
function besidesOf(sittingId: number, { outcome }: ForceConference): Row {
  if (outcome === null || outcome.outcome === 'not' || sittingId % 5 === 0) {
    return { voiceHeard: null, voiceWays: [], dissent: null };
  }
  const voiceHeard = sittingId % 9 === 0 ? 'no' : 'yes';
  const voiceWays = voiceHeard === 'yes' ? [VOICES[sittingId % VOICES.length]] : [];
  return { voiceHeard, voiceWays, dissent: sittingId % 40 === 0 };
}
const VOICES = ['professional', 'advocate', 'own-words', 'professional', 'in-person', 'observation', 'parent-only'];

/** A report to most that are over, a few of them late, and of a review that was not relevant "nothing to add". */
export const reportRows = (conferences: readonly ForceConference[], ids: Ids): Row[] =>
  conferences.flatMap((one) => {
    const conferenceId = idOf(ids.conferences, one);
    if (one.outcome === null || conferenceId % 14 === 0) return [];
    const kind = relevanceAtStart(one.decisions, one.startsAt) === 'not-relevant' ? 'nothing-to-add' : 'report';
    const sentOn = londonDate(one.startsAt).subtract({ days: conferenceId % 11 === 0 ? 1 : 8 });
    const sentBy = one.outcome.recordedBy;
    const recordedAt = startOfLondonDay(sentOn).add({ hours: 15 });
    return [
      { conferenceId, kind, sentOn, sentTime: null, sentBy, readOut: null, version: 1, recordedBy: sentBy, recordedAt },
    ];
  });

/** How far the references of each year have been used. */
export function counterRows(conferences: readonly ForceConference[]): Row[] {
  const used = new Map<number, number>();
  for (const { createdAt } of conferences) {
    const { year } = londonDate(createdAt);
    used.set(year, (used.get(year) ?? 0) + 1);
  }
  return [...used].map(([year, count]) => ({ year, used: count }));
}
