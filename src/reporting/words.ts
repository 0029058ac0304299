import type { Attribution, Hub, MissedReason } from '../../config/reference-data.js';
import type { MeasureId } from '../measures/definitions.js';
import type { CountedId } from '../measures/measure.js';
import { attributionLabel } from '../participation/participation.js';

export interface MeasureWords {
  readonly many: string;
  readonly headline: string;
  /** With those that do not count. */
  readonly family: string;
}

export const MEASURE_WORDS: Readonly<Record<CountedId, MeasureWords>> = {
  A1: { many: 'ICPCs', headline: 'ICPCs attended', family: 'Initial conferences' },
  O1: {
    many: 'conferences of other authorities',
    headline: 'Conferences of other authorities attended',
    family: 'Conferences of other authorities',
  },
  B1: { many: 'relevant RCPCs', headline: 'Relevant RCPCs attended', family: 'Review conferences' },
};

const isWorded = (id: MeasureId): id is CountedId => Object.hasOwn(MEASURE_WORDS, id);

/** Of any measure: the headlines have words of their own, the others their names. */
export function measureWords(
  id: MeasureId,
  measures: readonly { readonly id: string; readonly name: string }[],
): MeasureWords {
  if (isWorded(id)) return MEASURE_WORDS[id];
  const name = `${id}, ${measures.find((one) => one.id === id)?.name ?? 'no longer defined'}`;
  return { many: name, headline: name, family: name };
}

/** Whether being in the numerator means that police were there. */
export const isAttendance = (id: MeasureId): boolean => isWorded(id) || id === 'A2';

/** For the beginning of a sentence or a heading. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "1 conference", "3 conferences". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The label of a stored code; the code itself once the list no longer has it. */
export const reasonLabel = (reasons: readonly MissedReason[], code: string): string =>
  reasons.find((reason) => reason.code === code)?.label ?? code;

/** For a cell under "Down to". */
export const downTo = (attribution: Attribution | null): string =>
  attribution === null ? '' : capital(attributionLabel(attribution));

/** "Reading", "all hubs" or "Reading, Slough". */
export function hubWords(hub: Hub | null, choices: readonly Hub[], everywhere: boolean): string {
  if (hub !== null) return hub.name;
  return everywhere ? 'all hubs' : choices.map((one) => one.name).join(', ');
}

/** Choices for a filter, the first of them all together. */
export const hubItems = (
  choices: readonly Hub[],
  everywhere: boolean,
): readonly { readonly value: string; readonly text: string }[] => [
  ...(choices.length > 1 ? [{ value: '', text: everywhere ? 'all hubs' : 'all my hubs' }] : []),
  ...choices.map((hub) => ({ value: hub.code, text: hub.name })),
];
