/** What the force has to ratify: read from the JSON files beside this one, and checked. */
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
import { readHolidays } from './holidays.js';
import { readHubs, type Hub } from './hubs.js';
import hubsFile from './hubs.json' with { type: 'json' };
import { readPeople, type PeoplePolicy } from './people.js';
import peopleFile from './people.json' with { type: 'json' };
import {
  readCriteria,
  readReasons,
  readSkills,
  readVoiceWays,
  type MissedReason,
  type RelevanceCriterion,
  type Skill,
  type VoiceWay,
} from './lists.js';
import { readMilestones, type Milestone } from './milestones.js';
import milestonesFile from './milestones.json' with { type: 'json' };
import { readPlanning, type Planning } from './planning.js';
import planningFile from './planning.json' with { type: 'json' };
import { readPriorities, type Priorities } from './priorities.js';
import prioritiesFile from './priorities.json' with { type: 'json' };
import measuresFile from './measures.json' with { type: 'json' };
import { readMatching, type ListMatching } from './matching.js';
import matchingFile from './matching.json' with { type: 'json' };
import { readLimits, readMeasures, type Measure } from './measures.js';
import { readQuality, type Quality } from './quality.js';
import qualityFile from './quality.json' with { type: 'json' };
import reasonsFile from './reasons.json' with { type: 'json' };
import criteriaFile from './relevance-criteria.json' with { type: 'json' };
import skillsFile from './skills.json' with { type: 'json' };
import voiceFile from './voice.json' with { type: 'json' };

export type { Hub } from './hubs.js';
export { ATTRIBUTIONS } from './lists.js';
export type { Attribution, MissedReason, RelevanceCriterion, Skill, VoiceWay } from './lists.js';
export { MEASURE_SHAPES } from './measures.js';
export type { Measure, MeasureShape } from './measures.js';

export interface Edition {
  readonly version: string;
  readonly owner: string;
  readonly reviewOn: Temporal.PlainDate;
}

/** Every file with what it holds beside its version, owner and review date. */
const FILES = {
  hubs: { content: hubsFile, keys: ['hubs'] },
  'bank-holidays': { content: holidaysFile, keys: ['holidays'] },
  reasons: { content: reasonsFile, keys: ['reasons'] },
  'relevance-criteria': { content: criteriaFile, keys: ['criteria'] },
  measures: { content: measuresFile, keys: ['limits', 'measures'] },
  milestones: { content: milestonesFile, keys: ['milestones'] },
  skills: { content: skillsFile, keys: ['skills'] },
  automation: { content: automationFile, keys: ['hubs', 'digestAt'] },
  'automation-benefit': { content: benefitFile, keys: ['assumptions', 'source'] },
  voice: { content: voiceFile, keys: ['ways'] },
  priorities: { content: prioritiesFile, keys: ['limits', 'priorities'] },
  chasing: { content: chasingFile, keys: ['seenWithinDays', 'proveAt', 'ladder', 'hubs'] },
  people: { content: peopleFile, keys: ['bufferMinutes', 'expiryDays', 'fullWeekMinutes', 'travel', 'conflicts'] },
  planning: {
    content: planningFile,
    keys: ['leadSkills', 'secondPersons', 'notRelevantReviews', 'fairnessWeeks', 'limits', 'capacity'],
  },
  clocks: { content: clocksFile, keys: ['hubs'] },
  'challenge-procedures': { content: challengeFile, keys: ['procedures', 'hubs'] },
  quality: { content: qualityFile, keys: ['sample', 'criteria', 'bases', 'corrections'] },
  matching: { content: matchingFile, keys: ['enough', 'ahead', 'nearDays', 'points', 'roles'] },
} as const;

export type ReferenceFile = keyof typeof FILES;
export const REFERENCE_FILES = Object.keys(FILES) as readonly ReferenceFile[];

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
  readonly matching: ListMatching;
  /** Version, owner and review date of each file: outputs print the version that counted them. */
  readonly editions: Readonly<Record<ReferenceFile, Edition>>;
}

/** The same of each file. */
const ofEach = <T>(work: (file: ReferenceFile) => T): Readonly<Record<ReferenceFile, T>> =>
  Object.fromEntries(REFERENCE_FILES.map((file) => [file, work(file)])) as Record<ReferenceFile, T>;

/** The reference data this version ships, deeply frozen. Throws one Error that lists every problem in sentences. */
export const loadReferenceData = (): ReferenceData => readReferenceData(ofEach((file) => FILES[file].content));

/** Checks the parsed files as `loadReferenceData` does; for files from elsewhere and for tests. */
export function readReferenceData(files: Readonly<Record<ReferenceFile, unknown>>): ReferenceData {
  const problems: string[] = [];
  const sources = ofEach(
    (file) => new Checked(files[file], `${file}.json`, ['version', 'owner', 'reviewOn', ...FILES[file].keys], problems),
  );
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
    matching: readMatching(sources.matching),
    editions: ofEach((file) => readEdition(sources[file])),
  };
  if (problems.length > 0) throw new Error(`The reference data cannot be used.\n${problems.join('\n')}`);
  return deepFreeze(read);
}

const readEdition = (file: Checked): Edition => ({
  version: file.version('version'),
  owner: file.text('owner'),
  reviewOn: file.date('reviewOn'),
});

const codes = (entries: readonly { readonly code: string }[]): string[] => entries.map((entry) => entry.code);

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
