import { isInitial, type ConferenceKind } from '../../conferences/kinds.js';
import { authorityOf } from './authorities.js';
import { courseFrom, type Step } from './course.js';
import { childAt, imagineChildren, type FamilyChild } from './children.js';
import type { Meeting, Setting } from './force.js';

/** Initial conferences that authorities arrange in a year, those stood down counted once. */
const FAMILIES_A_YEAR = 1400;
const WORKING_DAYS_A_YEAR = 253;
const HUNDREDTHS = 100;
/** Plans older than the history: their later reviews belong to it. In working days. */
const BEFORE_HISTORY = 700;

const INITIAL_KINDS: readonly (readonly [ConferenceKind, number])[] = [
  ['icpc', 0.84],
  ['pre-birth-icpc', 0.11],
  ['transfer-in', 0.05],
];

/** Working days from strategy discussion to initial conference; 15 is the limit, kept by four in five. */
const STRATEGY_DAYS: readonly (readonly [readonly [number, number], number])[] = [
  [[8, 11], 25],
  [[12, 13], 22],
  [[14, 15], 36],
  [[16, 16], 8],
  [[17, 22], 9],
];

/** Every meeting of the nine authorities from the first day of the history to the end of the diary, by day. */
export function imagineMeetings(setting: Setting): readonly Meeting[] {
  return setting.reference.hubs.flatMap((hub) => meetingsOf(hub.code, setting)).sort((a, b) => a.day - b.day);
}

function meetingsOf(hubCode: string, setting: Setting): readonly Meeting[] {
  const authority = authorityOf(hubCode);
  const random = setting.random.stream(`families of ${hubCode}`);
  const perDay = ((FAMILIES_A_YEAR / WORKING_DAYS_A_YEAR) * authority.share) / HUNDREDTHS;
  const meetings: Meeting[] = [];
  let children = authority.firstChild;
  for (let day = setting.firstDay - BEFORE_HISTORY; day <= setting.lastDay; day++) {
    for (let family = random.count(perDay); family > 0; family--) {
      const kind = random.weighted(INITIAL_KINDS);
      const [least, most] = random.weighted(STRATEGY_DAYS);
      const strategyDay = day - random.whole(least, most);
      const steps = courseFrom({ kind, day, bookedFrom: strategyDay }, setting, random).filter(
        (step) => step.day >= setting.firstDay,
      );
      if (steps.length === 0) continue;
      const known = imagineChildren({ kind, day, firstNumber: children }, authority, setting, random);
      children += known.length;
      meetings.push(...meetingsAbout(known, steps, { hubCode, strategyDay }, setting));
    }
  }
  return meetings;
}

function meetingsAbout(
  children: readonly FamilyChild[],
  steps: readonly Step[],
  family: { readonly hubCode: string; readonly strategyDay: number },
  setting: Setting,
): readonly Meeting[] {
  const meetings: Meeting[] = [];
  let previous: Meeting | null = null;
  for (const step of steps) {
    const on = setting.diary.date(step.day);
    const about = children.flatMap((child) => childAt(child, on) ?? []);
    if (about.length === 0) break;
    const unborn = about.some((child) => child.expectedOn !== null);
    const meeting: Meeting = {
      ...step,
      kind: step.kind === 'rcpc' && unborn ? 'pre-birth-review' : step.kind,
      hubCode: family.hubCode,
      children: about,
      previous,
      strategyDay: isInitial(step.kind) && step.kind !== 'transfer-in' ? family.strategyDay : null,
    };
    meetings.push(meeting);
    if (meeting.fate === 'held') previous = meeting;
  }
  return meetings;
}
