/** How a local authority's list of what it held is put beside ours, and with whom there a position is agreed. To be ratified. */
import type { MatchingRules } from '../src/reconciliation/likeness.js';
import type { Checked } from './checks.js';

/** A role at the local authority, so that nobody is named. */
export interface LaRole {
  readonly code: string;
  readonly label: string;
}

export interface ListMatching {
  readonly rules: MatchingRules;
  /** On whose behalf something is agreed. */
  readonly roles: readonly LaRole[];
}

const POINTS = ['children', 'sameDay', 'lessPerDay', 'family', 'lessForOtherId'] as const;

export function readMatching(file: Checked): ListMatching {
  const points = file.object('points', POINTS);
  const given = Object.fromEntries(POINTS.map((key) => [key, points.wholeNumber(key, 0, 100)]));
  const roles = file.list('roles', 'role', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  file.noneTwice(
    'code',
    roles.map(({ code }) => code),
  );
  const rules = {
    enough: file.wholeNumber('enough', 1, 100),
    ahead: file.wholeNumber('ahead', 1, 100),
    nearDays: file.wholeNumber('nearDays', 0, 92),
    points: given as MatchingRules['points'],
  };
  const { children, sameDay, family } = rules.points;
  const most = children + sameDay + family;
  if (most > 100) file.problem(`gives a likeness up to ${most} points; it goes to 100`);
  if (most < rules.enough) file.problem(`asks for ${rules.enough} points, which nothing reaches`);
  return { rules, roles };
}
