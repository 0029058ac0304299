import { isActive } from '../assignments/assignment.js';
import { stateLabel } from '../conferences/conference.js';
import { isReview } from '../conferences/kinds.js';
import { formatDay, londonDate } from '../kernel/london.js';
import { addWorkingDays, workingDaysBetween } from '../kernel/working-time.js';
import { awayWords, explainsSilence, isAwayBeyond } from '../intake/away.js';
import { confirmFirst } from './confirm-first.js';
import {
  COORDINATOR,
  deadline,
  link,
  officer,
  SUPERVISOR,
  type Concern,
  type PersonOn,
  type Readiness,
  type ReadinessFacts,
  type Today,
} from './concern.js';
import { aboutLookingAgain, afterTransfer, withoutNextSitting, withoutReport } from './owed.js';

export { OWNERS, READINESS, isElsewhere } from './concern.js';
export type { OwedAround, Owner, PersonOn, Readiness, ReadinessFacts, ReadinessState, Today } from './concern.js';

/** From this many working days before, somebody must be on it: the force's own promise that no conference slips. */
const ASSIGN_DAYS = 5;
/** Silence is chased in person from here on (domain, situation 22). */
const CHASE_DAYS = 3;

function aboutPeople(facts: ReadinessFacts, { now, calendar }: Today): Concern | null {
  const day = londonDate(facts.startsAt);
  const due = addWorkingDays(day, -ASSIGN_DAYS, calendar);
  const lead = facts.people.find((one) => one.lead && isActive(one.state));
  if (lead === undefined) return withoutLead(facts, due);
  // Whoever was never asked is not silent.
  if (lead.state === 'accepted' || facts.cameBack.includes(lead.name)) return null;
  const asked = londonDate(lead.invitedAt);
  const chaseFrom = chasedFrom(day, asked, calendar);
  const waits = Temporal.PlainDate.compare(londonDate(now), chaseFrom) < 0;
  const owner = waits ? officer(lead.name) : COORDINATOR;
  if (lead.state === 'tentative') {
    const action = link(facts, 'Ask again', '#people');
    return { words: `${lead.name} only tentative`, action, owner, due: chaseFrom, waits, grave: false };
  }
  const isNew = asked.equals(londonDate(now));
  const words = `${lead.name}, ${isNew ? 'asked today, no answer yet' : `no answer since ${formatDay(asked)}`}`;
  const away = lead.away !== null && explainsSilence(lead.away, lead.invitedAt, now) ? lead.away : null;
  const action = link(facts, waits ? 'Answer due' : 'Chase', '#people');
  const chase = { action, owner, due: chaseFrom, waits, grave: false };
  if (away === null) return { words, ...chase };
  const explained = `${words}, automatic reply: ${awayWords(away)}`;
  if (!isAwayBeyond(away, day)) return { words: explained, ...chase };
  // Nobody need wait for somebody who is away on the day.
  const reassign = link(facts, 'Reassign', '#people');
  return { words: explained, action: reassign, owner: COORDINATOR, due, waits: false, grave: false };
}

/** Some days before; but whoever has just been asked has until the next working day, or the day itself. */
function chasedFrom(
  day: Temporal.PlainDate,
  asked: Temporal.PlainDate,
  calendar: Today['calendar'],
): Temporal.PlainDate {
  const usual = addWorkingDays(day, -CHASE_DAYS, calendar);
  const soonest = addWorkingDays(asked, 1, calendar);
  if (Temporal.PlainDate.compare(soonest, day) > 0) return day;
  return Temporal.PlainDate.compare(usual, soonest) < 0 ? soonest : usual;
}

function withoutLead(facts: ReadinessFacts, due: Temporal.PlainDate): Concern {
  const declined = facts.people.find((one) => one.lead && one.state === 'declined');
  const second = facts.people.find((one) => !one.lead && isActive(one.state));
  const elsewhere = facts.released?.at(-1);
  const who = declined
    ? declinedWords(declined)
    : second
      ? `no lead, only ${second.name}`
      : elsewhere === undefined
        ? 'nobody assigned'
        : `unassigned, urgent: ${elsewhere}`;
  return {
    words: who,
    action: link(facts, declined ? 'Reassign' : 'Assign', '/assign'),
    owner: COORDINATOR,
    due,
    waits: false,
    grave: true,
  };
}

const LONGEST_COMMENT = 120;

function declinedWords({ name, comment }: PersonOn): string {
  if (!comment) return `${name} declined`;
  const said = comment.length > LONGEST_COMMENT ? `${comment.slice(0, LONGEST_COMMENT)}…` : comment;
  return `${name} declined: “${said}”`;
}

function aboutMail(facts: ReadinessFacts, today: Today): Concern | null {
  if (facts.undelivered.length === 0) return null;
  const words = `mail to ${facts.undelivered.join(' and ')} failed`;
  const due = londonDate(today.now);
  const action = link(facts, 'See the mail', '#mail');
  return { words, action, owner: COORDINATOR, due, waits: false, grave: true };
}

/** To send it once more to the same address is no use: somebody has to tell them. */
function aboutCameBack(facts: ReadinessFacts, today: Today): Concern | null {
  if (facts.cameBack.length === 0) return null;
  const names = facts.cameBack.join(' and ');
  const what = facts.state === 'scheduled' ? 'invitation' : 'cancellation';
  return {
    words: `${what} to ${names} did not arrive`,
    action: link(facts, `Ring ${names}`, '#people'),
    owner: COORDINATOR,
    due: londonDate(today.now),
    waits: false,
    grave: true,
  };
}

function aboutRelevance(facts: ReadinessFacts): Concern | null {
  if (!isReview(facts.kind) || facts.relevance !== 'undecided') return null;
  const due = londonDate(facts.startsAt);
  const action = link(facts, 'Decide', '/relevance');
  const accepted = facts.people.find((one) => one.lead && one.state === 'accepted');
  return {
    words: `relevance undecided, so it counts${facts.reopened ? ` (opened again: ${facts.reopened})` : ''}${accepted ? `; ${accepted.name} accepted` : ''}`,
    action,
    owner: SUPERVISOR,
    due,
    waits: false,
    grave: false,
  };
}

/** Nobody can be put on it any more; what is owed is the outcome, by the next working day (domain, situation 55). */
function afterTheEnd(facts: ReadinessFacts, { now, calendar }: Today): Readiness {
  const due = addWorkingDays(londonDate(facts.endsAt), 1, calendar);
  const isLate = Temporal.PlainDate.compare(londonDate(now), due) > 0;
  const lead = facts.people.find((one) => one.lead && isActive(one.state));
  return {
    state: isLate ? 'needs-action' : 'waiting',
    words: `Awaiting outcome${lead ? ` from ${lead.name}` : ''}`,
    nextAction: link(facts, 'Record outcome', '/outcome'),
    owner: isLate || lead === undefined ? COORDINATOR : officer(lead.name),
    by: deadline(due, facts, now),
    tone: isLate ? 'warn' : null,
    rank: isLate ? 20 : 50,
  };
}

const sentence = (concerns: readonly Concern[]): string => capital(concerns.map((one) => one.words).join('; '));

const settled = (state: 'covered' | 'off', words: string): Readiness => ({
  state,
  words,
  nextAction: null,
  owner: null,
  by: null,
  tone: null,
  rank: state === 'covered' ? 80 : 90,
});

/**
 * How a conference stands, why in words, what is to be done next and by when. One rule for the board, the conference page
 * and whatever chases: not confirmed, nobody on it, declined, no answer, tentative, relevance undecided, mail, no outcome.
 */
export const readinessOf = (facts: ReadinessFacts, today: Today): Readiness =>
  confirmFirst(facts, standing(facts, today));

function standing(facts: ReadinessFacts, today: Today): Readiness {
  if (facts.state === 'held') return settled('covered', 'Outcome recorded');
  if (facts.state === 'transferred_out' && facts.receivingAwaited) return afterTransfer(facts, today);
  if (facts.state === 'postponed' && facts.sitAgainBy) return withoutNextSitting(facts, facts.sitAgainBy, today);
  if (facts.state !== 'scheduled') return calledOff(facts, today);
  if (facts.outcomeRecorded) return settled('covered', 'Outcome recorded');
  const isOver = Temporal.Instant.compare(facts.endsAt, today.now) <= 0;
  const lookingAgain = isOver ? null : aboutLookingAgain(facts);
  if (isReview(facts.kind) && facts.relevance === 'not-relevant') {
    if (lookingAgain) return pressing([lookingAgain], facts, today);
    return facts.reportOwed
      ? withoutReport(facts, facts.reportOwed, today)
      : settled('off', 'Not relevant, nobody needed');
  }
  if (isOver) return afterTheEnd(facts, today);
  const concerns = [
    ...aboutTelling(facts, today),
    aboutPeople(facts, today),
    aboutRelevance(facts),
    lookingAgain,
  ].filter((one) => one !== null);
  const lead = facts.people.find((one) => one.lead && isActive(one.state));
  if (concerns.length === 0) return settled('covered', `${lead?.name ?? 'Somebody'} accepted`);
  return pressing(concerns, facts, today);
}

const aboutTelling = (facts: ReadinessFacts, today: Today): readonly Concern[] =>
  [aboutMail(facts, today), aboutCameBack(facts, today)].filter((one) => one !== null);

/** Off, unless somebody who was to go could not be told. */
function calledOff(facts: ReadinessFacts, today: Today): Readiness {
  const words = capital(stateLabel(facts.state));
  const [untold, ...others] = aboutTelling(facts, today);
  if (untold === undefined || Temporal.Instant.compare(facts.startsAt, today.now) <= 0) return settled('off', words);
  return pressing([{ ...untold, words: `${words}; ${untold.words}` }, ...others], facts, today);
}

function pressing(concerns: readonly Concern[], facts: ReadinessFacts, { now, calendar }: Today): Readiness {
  const ordered = concerns.toSorted((a, b) => Number(a.waits) - Number(b.waits) || Number(b.grave) - Number(a.grave));
  const [first] = ordered;
  if (first === undefined) throw new Error('a conference of concern has at least one concern');
  const daysLeft = workingDaysBetween(londonDate(now), londonDate(facts.startsAt), calendar);
  const isNear = first.grave && daysLeft <= ASSIGN_DAYS;
  return {
    state: first.waits ? 'waiting' : 'needs-action',
    words: sentence(ordered),
    nextAction: first.action,
    owner: first.owner,
    by: deadline(first.due, facts, now),
    tone: first.waits ? null : isNear ? 'bad' : 'warn',
    rank: first.waits ? 60 : isNear ? 0 : first.grave ? 10 : 30,
  };
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
