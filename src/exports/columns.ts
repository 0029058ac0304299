/** The columns of each file, in their order: docs/exports.md says the same in a table. No free text is among them. */
import type { Attribution, ReferenceData } from '../../config/reference-data.js';
import { assignmentStateLabel, type AssignmentState } from '../assignments/assignment.js';
import { stateLabel, type ConferenceState } from '../conferences/conference.js';
import { kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import { modeLabel, type ConferenceMode } from '../conferences/modes.js';
import { MEASURE_IDS } from '../measures/definitions.js';
import type { CountSource } from '../measures/measure.js';
import { planLabel, type PlanResult, type VoiceHeard } from '../participation/besides.js';
import { outcomeLabel, type Outcome } from '../participation/participation.js';
import { reportKindLabel, type ReportKind } from '../participation/report.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import { reasonLabel } from '../reporting/words.js';

/** Null is an empty cell. */
export type Written = string | number | null;

/**
 * A day in London as PostgreSQL writes it, 2026-11-24. A `Temporal` object for each cell of a hundred thousand rows would
 * stay in memory until the next full collection.
 */
export type Day = string;

export interface FileColumn<Line> {
  readonly name: string;
  readonly about: string;
  /** Stays a day in a workbook. */
  readonly isDay?: boolean;
  readonly write: (line: Line, reference: ReferenceData) => Written;
}

/** What every row says of its conference. */
export interface FileLine {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly date: Day;
  /** Time of day; null where only the day is known. */
  readonly starts: string | null;
  readonly counts: readonly string[];
  readonly met: readonly string[];
  readonly definitionVersion: string;
  readonly source: CountSource;
  readonly outcome: Outcome | null;
  readonly presentAtDecision: boolean | null;
}

export interface ConferenceFileLine extends FileLine {
  readonly children: number;
  readonly sittings: number;
  readonly convenedBy: string | null;
  readonly strategyDiscussionOn: Day | null;
  readonly firstInvited: Day | null;
  readonly noticeDays: number | null;
  readonly relevanceAtStart: RelevanceValue | null;
  readonly relevanceNow: RelevanceValue | null;
  readonly mode: ConferenceMode | null;
  readonly outcomeRecorded: Day | null;
  readonly reason: string | null;
  readonly attribution: Attribution | null;
  readonly reportKind: ReportKind | null;
  readonly reportSentOn: Day | null;
  readonly voiceHeard: VoiceHeard | null;
  readonly dissent: boolean | null;
  readonly why: string;
}

export interface ChildFileLine extends FileLine {
  /** Within its conference, from 1. */
  readonly number: number;
  /** The same number for the same child wherever it stands in the file; null where no authority's number is known. */
  readonly childInFile: number | null;
  readonly bornYear: number | null;
  readonly unborn: boolean;
  readonly planResult: PlanResult | null;
}

export interface AssignmentFileLine extends FileLine {
  readonly sitting: number;
  readonly attendee: string;
  readonly attendeeHub: string | null;
  readonly lead: boolean;
  readonly standing: AssignmentState;
  readonly answerChannel: string | null;
  readonly invited: Day;
  readonly answered: Day | null;
  readonly withdrawn: Day | null;
  readonly inTwoPlaces: boolean;
  readonly went: boolean | null;
}

const yesNo = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');
const hubName = (code: string | null, reference: ReferenceData): string | null =>
  code === null ? null : (reference.hub(code)?.name ?? code);

const column = <Line>(name: string, about: string, write: FileColumn<Line>['write']): FileColumn<Line> => ({
  name,
  about,
  write,
});

const day = <Line>(name: string, about: string, write: FileColumn<Line>['write']): FileColumn<Line> => ({
  ...column(name, about, write),
  isDay: true,
});

const WHICH: readonly FileColumn<FileLine>[] = [
  column('reference', 'Of the conference', (line) => line.reference),
  day('date', 'London date of the sitting', (line) => line.date),
  column('starts', 'London time; empty where only the day is known', (line) => line.starts),
  column('hub', 'Of the convening local authority', (line, reference) => hubName(line.hubCode, reference)),
  column('kind', 'ICPC, RCPC and the other kinds', (line) => kindLabel(line.kind)),
  column('state', 'What became of it, as recorded', (line) => stateLabel(line.state)),
];

const OUTCOME: readonly FileColumn<FileLine>[] = [
  column('outcome', 'Empty where nobody has recorded one', ({ outcome }) =>
    outcome === null ? null : outcomeLabel(outcome),
  ),
  column('present_at_decision', 'yes or no; what A1 and B1 count', (line) => yesNo(line.presentAtDecision)),
];

const MEASURES: readonly FileColumn<FileLine>[] = MEASURE_IDS.map((id) =>
  column(id, 'yes: in the numerator; no: in the denominator only; empty: not in the measure', ({ counts, met }) =>
    counts.includes(id) ? yesNo(met.includes(id)) : null,
  ),
);

const COUNTED: readonly FileColumn<FileLine>[] = [
  column('definition_version', 'Of the measures', (line) => line.definitionVersion),
  column('source', 'recorded by the tracker, or imported from a list and in no figure', (line) =>
    line.source === 'imported' ? 'imported from a list' : 'recorded by the tracker',
  ),
];

const HEARD: Readonly<Record<VoiceHeard, string>> = { yes: 'yes', no: 'no', 'not-known': 'not known' };

const CONFERENCE: readonly FileColumn<ConferenceFileLine>[] = [
  column('children', 'How many it is about', (line) => line.children),
  column('sittings', 'How many there were', (line) => line.sittings),
  column('convened_by', 'An authority outside Thames Valley; else empty', (line) => line.convenedBy),
  day('strategy_discussion', 'Its date', (line) => line.strategyDiscussionOn),
  day('first_invited', 'London date on which the first invitation was received', (line) => line.firstInvited),
  column('notice_working_days', 'Of the first invitation, to the start it named', (line) => line.noticeDays),
  column('relevance_at_start', 'Of a review: what B1 and B2 count', (line) => line.relevanceAtStart),
  column('relevance_now', 'Of a review: as the last decision has it', (line) => line.relevanceNow),
];

const AFTERWARDS: readonly FileColumn<ConferenceFileLine>[] = [
  column('mode', 'How TVP took part; empty where it did not', (line) =>
    line.mode === null ? null : modeLabel(line.mode),
  ),
  day('outcome_recorded', 'London date on which an outcome was first on record', (line) => line.outcomeRecorded),
  column('reason', 'Why it was missed', ({ reason }, { reasons }) =>
    reason === null ? null : reasonLabel(reasons, reason),
  ),
  column('attribution', 'tvp, partner, shared or none', (line) => line.attribution),
  column('report', 'What was sent to the chair', (line) =>
    line.reportKind === null ? null : reportKindLabel(line.reportKind),
  ),
  day('report_sent', 'On which day', (line) => line.reportSentOn),
  column('voice_heard', 'Whether the child was heard', ({ voiceHeard }) =>
    voiceHeard === null ? null : HEARD[voiceHeard],
  ),
  column('dissent', 'Whether TVP dissented', (line) => yesNo(line.dissent)),
  column('why', 'Why it counts as it does in the headline of its family', (line) => line.why),
];

const CHILD: readonly FileColumn<ChildFileLine>[] = [
  column('child', 'Within the conference, from 1', (line) => line.number),
  column(
    'child_in_file',
    'One number for one child throughout the file, and in no other; empty where the authority gave no number',
    (line) => line.childInFile,
  ),
  column('born_year', 'Year of birth', (line) => line.bornYear),
  column('unborn', 'yes or no, as recorded', (line) => yesNo(line.unborn)),
  column('plan', 'What was decided for this child', (line) =>
    line.planResult === null ? null : planLabel(line.planResult),
  ),
];

const ASSIGNMENT: readonly FileColumn<AssignmentFileLine>[] = [
  column('sitting', 'Its number within the conference', (line) => line.sitting),
  column('attendee', 'Name of the person', (line) => line.attendee),
  column('attendee_hub', 'Their hub', (line, reference) => hubName(line.attendeeHub, reference)),
  column('lead', 'yes or no', (line) => yesNo(line.lead)),
  column('assignment', 'How it stands', (line) => assignmentStateLabel(line.standing)),
  column('answered_by', 'The way in which the answer came', (line) => line.answerChannel),
  day('invited', 'London date of the invitation that stands', (line) => line.invited),
  day('answered', 'London date', (line) => line.answered),
  day('withdrawn', 'London date', (line) => line.withdrawn),
  column('in_two_places', 'Put on knowingly although they had something else', (line) => yesNo(line.inTwoPlaces)),
  column('went', 'Whether they are on record as having gone; empty without an outcome', (line) => yesNo(line.went)),
];

export interface LineOf {
  readonly conferences: ConferenceFileLine;
  readonly children: ChildFileLine;
  readonly assignments: AssignmentFileLine;
}

export const COLUMNS: { readonly [G in keyof LineOf]: readonly FileColumn<LineOf[G]>[] } = {
  conferences: [...WHICH, ...CONFERENCE, ...OUTCOME, ...AFTERWARDS, ...MEASURES, ...COUNTED],
  children: [...WHICH, ...CHILD, ...OUTCOME, ...MEASURES, ...COUNTED],
  assignments: [...WHICH, ...ASSIGNMENT, ...OUTCOME, ...COUNTED],
};
