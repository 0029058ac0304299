import { isInitial } from '../../conferences/kinds.js';
import type { ConferenceMode } from '../../conferences/modes.js';
import { relevanceAtStart } from '../../relevance/relevance.js';
import type { ForceAssignment, ForceOutcome, ForcePerson, Happened, Known, Setting } from './force.js';
import { calledOff } from './called-off.js';
import { likelihood, reasonFor, recordedOutcome, type Missed } from './misses.js';
import type { Random } from './random.js';
import type { Roster } from './roster.js';
import { assign, assignAndLose } from './staffing.js';

/** How often somebody goes although the review was not relevant. */
const WENT_ANYWAY = 0.22;
/** Of conferences somebody went to: another had been asked first; a second person came along; a deputy went. */
const ASKED_ANOTHER_FIRST = 0.05;
const TWO_CAME = 0.05;
const DEPUTY = 0.03;
/** Of misses: somebody had been found. And of those, they were there for part of it. */
const HAD_SOMEBODY = 0.62;
const PART = 0.22;
/** Left early, after the decision. */
const PART_WITH_DECISION = 0.012;

/** What TVP did about a conference before today, and what came of it. */
export function happened(known: Known, roster: Roster, setting: Setting, random: Random): Happened {
  const { fate } = known.meeting;
  if (fate !== 'held') return calledOff(known, fate, roster, setting, random);
  const { assignments, outcome } = held(known, roster, setting, random);
  return { state: 'held', stateReason: null, changedAt: null, assignments, outcome };
}

interface Held {
  readonly assignments: readonly ForceAssignment[];
  readonly outcome: ForceOutcome;
}

function held(known: Known, roster: Roster, setting: Setting, random: Random): Held {
  if (known.recordedDay > known.meeting.day) return missed('unheard', known, null, setting, random);
  const relevance = isInitial(known.meeting.kind) ? 'relevant' : relevanceAtStart(known.decisions, known.startsAt);
  if (relevance === 'not-relevant' && !random.chance(WENT_ANYWAY)) {
    return missed('report-only', known, null, setting, random);
  }
  const goes = relevance === 'not-relevant' || random.chance(likelihood(known, setting));
  const person = goes || random.chance(HAD_SOMEBODY) ? roster.choose(known) : null;
  if (person === null) return missed('nobody', known, null, setting, random);
  roster.book(person, known);
  return goes
    ? attended(known, person, roster, setting, random)
    : missed('fell-through', known, person, setting, random);
}

function missed(kind: Missed, known: Known, person: ForcePerson | null, setting: Setting, random: Random): Held {
  const part = person !== null && random.chance(PART);
  const outcome: ForceOutcome = {
    outcome: part ? 'part' : 'not',
    mode: part ? modeOf(known, random) : null,
    attendedBy: part ? person : null,
    presentAtDecision: false,
    ...reasonFor(kind, known, setting.reference, random),
    ...recordedOutcome(known, null, setting, random),
  };
  return {
    outcome,
    assignments: person === null ? [] : [assign(known, person, { state: 'accepted' }, setting, random)],
  };
}

function attended(known: Known, person: ForcePerson, roster: Roster, setting: Setting, random: Random): Held {
  const { assignments } = staffed(known, person, roster, setting, random);
  const deputy = random.chance(DEPUTY) ? roster.choose(known, [person]) : null;
  if (deputy !== null) roster.book(deputy, known);
  const went = deputy ?? person;
  const left = random.chance(PART_WITH_DECISION);
  const outcome: ForceOutcome = {
    outcome: left ? 'part' : 'attended',
    mode: modeOf(known, random),
    attendedBy: went,
    presentAtDecision: true,
    reason: null,
    reasonNote: null,
    attribution: null,
    ...recordedOutcome(known, went, setting, random),
  };
  return { assignments, outcome };
}

/** The lead who went, perhaps after somebody who could not, perhaps with a second person. */
function staffed(
  known: Known,
  person: ForcePerson,
  roster: Roster,
  setting: Setting,
  random: Random,
): { readonly assignments: readonly ForceAssignment[] } {
  const first = random.chance(ASKED_ANOTHER_FIRST) ? roster.choose(known, [person]) : null;
  const before = first === null ? null : assignAndLose(known, first, setting, random);
  const lead = assign(known, person, { state: 'accepted', after: before?.freeFrom }, setting, random);
  const second = isInitial(known.meeting.kind) && random.chance(TWO_CAME) ? roster.choose(known, [person]) : null;
  if (second === null || second === first) return { assignments: before === null ? [lead] : [before.lost, lead] };
  roster.book(second, known);
  const beside = assign(known, second, { state: 'accepted', lead: false }, setting, random);
  return { assignments: before === null ? [lead, beside] : [before.lost, lead, beside] };
}

/** By video where there is a room and a link; now and then by telephone because the link failed. */
function modeOf(known: Known, random: Random): ConferenceMode {
  if (known.mode === 'hybrid') return random.chance(0.7) ? 'video' : 'in-person';
  return known.mode === 'video' && random.chance(0.02) ? 'phone' : known.mode;
}
