/** Markers: that police know something new of a family, and since when. Never what. */
import { readDate } from '../kernel/written-dates.js';

export const MARKER_KINDS = [
  'encompass',
  'incident',
  'da-high-risk',
  'managed-offender',
  'exploitation-missing',
  'investigation',
  'bail-court-release',
  'protective-order',
] as const;
export type MarkerKind = (typeof MARKER_KINDS)[number];

/** Each kind in words, and the criterion of config/relevance-criteria.json that it speaks for. */
export const MARKERS: Readonly<Record<MarkerKind, { readonly label: string; readonly criterion: string }>> = {
  encompass: { label: 'Operation Encompass notification', criterion: 'new-incident' },
  incident: { label: 'Incident', criterion: 'new-incident' },
  'da-high-risk': { label: 'High-risk domestic abuse', criterion: 'da-high-risk' },
  'managed-offender': { label: 'Managed offender', criterion: 'managed-offender' },
  'exploitation-missing': { label: 'Exploitation or missing', criterion: 'exploitation-missing' },
  investigation: { label: 'Investigation', criterion: 'active-investigation' },
  'bail-court-release': { label: 'Bail, court or release', criterion: 'bail-court-release' },
  'protective-order': { label: 'Protective order', criterion: 'protective-order' },
};

export interface Marker {
  /** As `policeKey` has it. */
  readonly policeReference: string;
  readonly kind: MarkerKind;
  readonly occurredOn: Temporal.PlainDate;
}

export interface WrittenMarker {
  readonly policeReference: string;
  readonly kind: string;
  readonly occurredOn: string;
}

const LONGEST_KEY = 60;

/** A police reference as it is compared: "43/123 456-a" and "43123456A" are one. */
export const policeKey = (reference: string): string => reference.replace(/[^0-9A-Za-z]/g, '').toUpperCase();

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

const KIND_WORDS: ReadonlyMap<string, MarkerKind> = new Map(
  MARKER_KINDS.flatMap((kind) => [
    [plain(kind), kind],
    [plain(MARKERS[kind].label), kind],
  ]),
);

/** A marker as somebody wrote it, or one sentence that says what to put right. */
export function readMarker(
  written: WrittenMarker,
  today: Temporal.PlainDate,
):
  | { readonly ok: true; readonly value: Marker }
  | { readonly ok: false; readonly field: keyof WrittenMarker; readonly sentence: string } {
  const wrong = (field: keyof WrittenMarker, sentence: string) => ({ ok: false, field, sentence }) as const;
  const policeReference = policeKey(written.policeReference);
  if (policeReference === '') return wrong('policeReference', 'The police reference is missing.');
  if (policeReference.length > LONGEST_KEY)
    return wrong('policeReference', `The police reference is longer than ${LONGEST_KEY} characters.`);
  const kind = KIND_WORDS.get(plain(written.kind));
  if (kind === undefined) return wrong('kind', `There is no such kind of marker. Use ${MARKER_KINDS.join(', ')}.`);
  const occurredOn = readDate(written.occurredOn, today);
  if (occurredOn === null) return wrong('occurredOn', 'The date is missing or does not exist. Write it as 24/11/2026.');
  if (Temporal.PlainDate.compare(occurredOn, today) > 0)
    return wrong('occurredOn', 'The date is in the future. Check it.');
  return { ok: true, value: { policeReference, kind, occurredOn } };
}
