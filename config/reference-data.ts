/** Hubs, holidays, reasons, criteria, measures, skills, chasing and the voice of the child: read from the JSON files beside this one, and checked. */
import type { WorkingCalendar } from '../src/kernel/working-time.js';
import type { Limits } from '../src/measures/facts.js';
import benefitFile from './automation-benefit.json' with { type: 'json' };
import { readAutomation, readBenefit, type Automation, type Benefit } from './automation.js';
import automationFile from './automation.json' with { type: 'json' };
import holidaysFile from './bank-holidays.json' with { type: 'json' };
import { readChasing, type Chasing } from './chasing.js';
import chasingFile from './chasing.json' with { type: 'json' };
import { readChallengeProcedures, type ChallengeProcedures } from './challenge-procedures.js';
import challengeFile from './challenge-procedures.json' with { type: 'json' };
import { Checked } from './checks.js';
import { readClocks, type HubClocks } from './clocks.js';
import clocksFile from './clocks.json' with { type: 'json' };
import { readHubs } from './hubs.js';
import type { Hub } from './hubs.js';
import hubsFile from './hubs.json' with { type: 'json' };
import { readPeople, type PeoplePolicy } from './people.js';
import peopleFile from './people.json' with { type: 'json' };
import { readMilestones, type Milestone } from './milestones.js';
import milestonesFile from './milestones.json' with { type: 'json' };
import { readPlanning, type Planning } from './planning.js';
import planningFile from './planning.json' with { type: 'json' };
import { readPriorities, type Priorities } from './priorities.js';
import prioritiesFile from './priorities.json' with { type: 'json' };
import measuresFile from './measures.json' with { type: 'json' };
import { readQuality, type Quality } from './quality.js';
import qualityFile from './quality.json' with { type: 'json' };
import reasonsFile from './reasons.json' with { type: 'json' };
import criteriaFile from './relevance-criteria.json' with { type: 'json' };
import skillsFile from './skills.json' with { type: 'json' };
import voiceFile from './voice.json' with { type: 'json' };

export type { Hub } from './hubs.js';

export const ATTRIBUTIONS = ['tvp', 'partner', 'shared', 'none'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** Why a conference was missed. The attribution is where the entry starts; a person may change it. */
export interface MissedReason {
  readonly code: string;
  readonly label: string;
  readonly attribution: Attribution;
  readonly needsText: boolean;
}

export interface RelevanceCriterion {
  readonly code: string;
  readonly label: string;
  readonly explanation: string;
}

export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly shows: MeasureShape;
  /** Per cent, or a number where it is a count; null where there is none to reach. */
  readonly target: number | null;
}

/** A share of the denominator; that and the median of working days; a mere number; numbers by reason. */
export const MEASURE_SHAPES = ['rate', 'notice', 'count', 'reasons'] as const;
export type MeasureShape = (typeof MEASURE_SHAPES)[number];

export interface Skill {
  readonly code: string;
  readonly label: string;
}

/** How a conference heard what the child says. */
export interface VoiceWay {
  readonly code: string;
  readonly label: string;
}

export interface Edition {
  readonly version: string;
  readonly owner: string;
  readonly reviewOn: Temporal.PlainDate;
}

export type ReferenceFile =
  | 'hubs'
  | 'bank-holidays'
  | 'reasons'
  | 'relevance-criteria'
  | 'measures'
  | 'milestones'
  | 'skills'
  | 'automation'
  | 'automation-benefit'
  | 'voice'
  | 'priorities'
  | 'chasing'
  | 'people'
  | 'planning'
  | 'clocks'
  | 'challenge-procedures'
  | 'quality';

export interface ReferenceData {
  readonly hubs: readonly Hub[];
  hub(code: string): Hub | undefined;
  readonly calendar: WorkingCalendar;
  readonly reasons: readonly MissedReason[];
  readonly criteria: readonly RelevanceCriterion[];
  readonly measures: readonly Measure[];
  readonly milestones: readonly Milestone[];
  /** Working days that the definitions of the measures leave open. */
  readonly limits: Limits;
  readonly skills: readonly Skill[];
  readonly automation: Automation;
  readonly benefit: Benefit;
  readonly voiceWays: readonly VoiceWay[];
  readonly priorities: Priorities;
  readonly chasing: Chasing;
  readonly people: PeoplePolicy;
  readonly planning: Planning;
  /** What local procedures leave to the hub with this code. */
  clocksOf(hub: string): HubClocks;
  readonly challenges: ChallengeProcedures;
  readonly quality: Quality;
  /** Version, owner and review date of each file: outputs print the version that counted them. */
  readonly editions: Readonly<Record<ReferenceFile, Edition>>;
}

/** The reference data this version ships, deeply frozen. Throws one Error that lists every problem in sentences. */
export const loadReferenceData = (): ReferenceData =>
  readReferenceData({
    hubs: hubsFile,
    'bank-holidays': holidaysFile,
    reasons: reasonsFile,
    'relevance-criteria': criteriaFile,
    measures: measuresFile,
    milestones: milestonesFile,
    skills: skillsFile,
    automation: automationFile,
    'automation-benefit': benefitFile,
    voice: voiceFile,
    priorities: prioritiesFile,
    chasing: chasingFile,
    people: peopleFile,
    planning: planningFile,
    clocks: clocksFile,
    'challenge-procedures': challengeFile,
    quality: qualityFile,
  });

/** Checks the parsed files as `loadReferenceData` does; for files from elsewhere and for tests. */
export function readReferenceData(files: Readonly<Record<ReferenceFile, unknown>>): ReferenceData {
  const problems: string[] = [];
  const open = (file: ReferenceFile, ...keys: readonly string[]): Checked =>
    new Checked(files[file], `${file}.json`, ['version', 'owner', 'reviewOn', ...keys], problems);
  const sources = {
    hubs: open('hubs', 'hubs'),
    'bank-holidays': open('bank-holidays', 'holidays'),
    reasons: open('reasons', 'reasons'),
    'relevance-criteria': open('relevance-criteria', 'criteria'),
    measures: open('measures', 'limits', 'measures'),
    milestones: open('milestones', 'milestones'),
    skills: open('skills', 'skills'),
    automation: open('automation', 'hubs', 'digestAt'),
    'automation-benefit': open('automation-benefit', 'assumptions', 'source'),
    voice: open('voice', 'ways'),
    priorities: open('priorities', 'limits', 'priorities'),
    chasing: open('chasing', 'seenWithinDays', 'proveAt', 'ladder', 'hubs'),
    people: open('people', 'bufferMinutes', 'expiryDays', 'fullWeekMinutes', 'travel', 'conflicts'),
    planning: open(
      'planning',
      'leadSkills',
      'secondPersons',
      'notRelevantReviews',
      'fairnessWeeks',
      'limits',
      'capacity',
    ),
    clocks: open('clocks', 'hubs'),
    'challenge-procedures': open('challenge-procedures', 'procedures', 'hubs'),
    quality: open('quality', 'sample', 'criteria', 'bases', 'corrections'),
  } satisfies Record<ReferenceFile, Checked>;

  const hubs = readHubs(sources.hubs);
  const byCode = new Map(hubs.map((hub) => [hub.code, hub]));
  const skills = readSkills(sources.skills);
  const read = {
    hubs,
    hub: (code: string): Hub | undefined => byCode.get(code),
    calendar: { holidays: readHolidays(sources['bank-holidays']), byRule: true },
    reasons: readReasons(sources.reasons),
    criteria: readCriteria(sources['relevance-criteria']),
    measures: readMeasures(sources.measures),
    milestones: readMilestones(sources.milestones),
    limits: readLimits(sources.measures),
    skills,
    automation: readAutomation(sources.automation, codes(hubs)),
    benefit: readBenefit(sources['automation-benefit']),
    voiceWays: readVoiceWays(sources.voice),
    priorities: readPriorities(sources.priorities),
    chasing: readChasing(sources.chasing, codes(hubs)),
    people: readPeople(sources.people, codes(hubs)),
    planning: readPlanning(
      sources.planning,
      skills.map(({ code }) => code),
    ),
    clocksOf: readClocks(sources.clocks, codes(hubs)),
    challenges: readChallengeProcedures(sources['challenge-procedures'], codes(hubs)),
    quality: readQuality(sources.quality),
    editions: readEditions(sources),
  };
  if (problems.length > 0) throw new Error(`The reference data cannot be used.\n${problems.join('\n')}`);
  return deepFreeze(read);
}

function readHolidays(file: Checked): ReadonlyMap<string, string> {
  const days = file.list('holidays', 'holiday', ['date', 'name'], (entry) => ({
    date: entry.date('date').toString(),
    name: entry.text('name'),
  }));
  const dates = days.map((day) => day.date);
  file.noneTwice('date', dates);
  return sealed(new Map(days.map((day) => [day.date, day.name])));
}

function readReasons(file: Checked): MissedReason[] {
  const keys = ['code', 'label', 'attribution', 'needsText'];
  const reasons = file.list('reasons', 'reason', keys, (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
    attribution: entry.oneOf<Attribution>('attribution', ATTRIBUTIONS),
    needsText: entry.flag('needsText'),
  }));
  file.noneTwice('code', codes(reasons));
  return reasons;
}

function readCriteria(file: Checked): RelevanceCriterion[] {
  const criteria = file.list('criteria', 'criterion', ['code', 'label', 'explanation'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
    explanation: entry.text('explanation'),
  }));
  file.noneTwice('code', codes(criteria));
  return criteria;
}

function readMeasures(file: Checked): Measure[] {
  const keys = ['id', 'name', 'shows', 'numerator', 'denominator', 'target'];
  const measures = file.list('measures', 'measure', keys, (entry) => ({
    id: entry.text('id'),
    name: entry.text('name'),
    numerator: entry.text('numerator'),
    denominator: entry.text('denominator'),
    shows: entry.oneOf<MeasureShape>('shows', MEASURE_SHAPES),
    target: entry.isNull('target') ? null : entry.wholeNumber('target', 0, 100),
  }));
  const ids = measures.map((measure) => measure.id);
  file.noneTwice('id', ids);
  return measures;
}

const LIMITS = ['noticeInitial', 'noticeReview', 'leadBefore', 'outcomeAfter'] as const;

function readLimits(file: Checked): Limits {
  const limits = file.object('limits', LIMITS);
  const days = (key: (typeof LIMITS)[number]): number => limits.wholeNumber(key, 0, 60);
  return {
    noticeInitial: days('noticeInitial'),
    noticeReview: days('noticeReview'),
    leadBefore: days('leadBefore'),
    outcomeAfter: days('outcomeAfter'),
  };
}

function readSkills(file: Checked): Skill[] {
  const skills = file.list('skills', 'skill', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  file.noneTwice('code', codes(skills));
  return skills;
}

function readVoiceWays(file: Checked): VoiceWay[] {
  const ways = file.list('ways', 'way', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  file.noneTwice('code', codes(ways));
  return ways;
}

function readEditions(files: Readonly<Record<ReferenceFile, Checked>>): Record<ReferenceFile, Edition> {
  return {
    hubs: readEdition(files.hubs),
    'bank-holidays': readEdition(files['bank-holidays']),
    reasons: readEdition(files.reasons),
    'relevance-criteria': readEdition(files['relevance-criteria']),
    measures: readEdition(files.measures),
    milestones: readEdition(files.milestones),
    skills: readEdition(files.skills),
    automation: readEdition(files.automation),
    'automation-benefit': readEdition(files['automation-benefit']),
    voice: readEdition(files.voice),
    priorities: readEdition(files.priorities),
    chasing: readEdition(files.chasing),
    people: readEdition(files.people),
    planning: readEdition(files.planning),
    clocks: readEdition(files.clocks),
    'challenge-procedures': readEdition(files['challenge-procedures']),
    quality: readEdition(files.quality),
  };
}

const readEdition = (file: Checked): Edition => ({
  version: file.version('version'),
  owner: file.text('owner'),
  reviewOn: file.date('reviewOn'),
});

const codes = (entries: readonly { readonly code: string }[]): string[] => entries.map((entry) => entry.code);

/** Freezing a Map does not close it, so the holidays lose the methods that would change them. */
function sealed(map: Map<string, string>): ReadonlyMap<string, string> {
  const refuse = (): never => {
    throw new TypeError('Reference data does not change while the program runs.');
  };
  return Object.assign(map, { set: refuse, delete: refuse, clear: refuse });
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
