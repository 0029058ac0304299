/**
 * Columns that say what came of conferences. They are looked for only among those that nothing else is read from, and only
 * where their cells bear them out, so that no list of what is to come is read differently for them.
 */
import { headerWords, OUTCOME_FIELDS, type Field } from './fields.js';
import { isBlank } from './written-cells.js';
import { readOutcome } from './written-outcomes.js';
import { readPeople } from './written-people.js';

interface Found {
  readonly field: Field;
  readonly column: number;
  readonly confidence: number;
  readonly why: string;
}

interface FreeColumn {
  readonly header: string;
  readonly column: number;
}

/** Attended by somebody else, or something else about the conference. */
const OTHERS =
  /\b(mothers?|fathers?|mum|dad|parents?|child(ren)?|young person|family|social|sw|school|education|health|hv|midwife|gp|nurse|carers?|iro|chair|probation|cafcass|interpreter|advocate|agency|agencies|invitees?|cancellation|cancelled|referral|address|phone|plan|quorate|due)\b/;
const YES_NO = '(?: (?:y|n|yes|no|yn|na|or|not))*';
const POLICE = '(?:police|tvp|pol)';
const MEETING = '(?:icpc|rcpc|conf|conference|meeting|cpc)';

const ATTENDANCE = new RegExp(
  `^(?:did |was |were )?(?:${POLICE}|we|officers?|${MEETING}|rep|representative)?(?: (?:rep|officers?|representative|conf|conference))?(?: (?:was|were|did|in))? ?(?:attend|attends|attended|attendance|present|represented|participated|participation)(?: by ${POLICE})?(?: (?:at )?${MEETING})?(?: (?:outcome|status|recorded))?${YES_NO}$`,
);
const OUTCOME = new RegExp(`^(?:(?:${POLICE}|attendance|${MEETING}|invite|request) )*(?:outcomes?|result)${YES_NO}$`);
const WHO_WENT = new RegExp(
  `^(?:name (?:of )?)?(?:who )?attended by(?: (?:${POLICE}|whom|name|officer|${POLICE} officer))?$|^who (?:attended|went)(?: for ${POLICE})?$|^attended who$`,
);
const WHO = new RegExp(
  `^(?:names? of )?(?:${POLICE} |attending )?(?:officer|attendee|attender|rep|representative)s?(?: s)?(?: (?:names?|attending|attended|in attendance|who attended|present))*$`,
);
const WHY =
  /^(?!.*\bfor (conference|conf|review|referral|icpc|cancellation)\b)((if (no|not)\b.*)?\b(reasons?|why|explanation)\b.*\b(not|non|no|missed|absence|absent|dna)\b.*|if (no|not)\b.*\b(why|reasons?)\b|why( not)?|reasons?|(non attendance|absence|missed|dna|attendance) (reasons?|comments?|notes?)|(police|tvp) (comments?|reasons?))$/;
const REPORT = new RegExp(
  `^(?:date )?(?:${POLICE} |written |cp |${MEETING} )*reports?(?: (?:sent|submitted|provided|supplied|shared|completed|only|date|on|in|received))*${YES_NO}$`,
);
const RELEVANCE = new RegExp(
  `^(?:is it )?(?:${POLICE} )?(?:relevant|relevance)(?: (?:rcpc|review|decision|to ${POLICE}|for ${POLICE}))*${YES_NO}$`,
);

interface Shape {
  readonly field: Field;
  readonly header: RegExp;
  readonly fits: (cell: string) => boolean;
  readonly needed: number;
  /** One cell at least says what only such a column says. */
  readonly bearsOut?: (cell: string) => boolean;
}

const saysWhether = (cell: string): boolean => {
  const read = readOutcome(cell, true);
  return read.kind === 'said' && read.outcome !== null;
};
const isOutcome = (cell: string): boolean => readOutcome(cell, true).kind !== 'unclear';
const isPerson = (cell: string): boolean => readPeople(cell) !== null || /^(none|nobody|no one|n|no|dna)$/i.test(cell);
const isFlagOrDate = (cell: string): boolean =>
  /^(y|n|yes|no|sent|not sent|[✓✔xX✗])\b|\d|report|submitted|apolog/i.test(cell);
const isRelevance = (cell: string): boolean => /^(y|n|yes|no|(not |ir)?relevant|nr|undecided|[✓✔✗✘])$/i.test(cell);

const SHAPES: readonly Shape[] = [
  { field: 'outcome', header: ATTENDANCE, fits: isOutcome, needed: 0.3, bearsOut: saysWhether },
  { field: 'outcome', header: OUTCOME, fits: isOutcome, needed: 0.6, bearsOut: saysWhether },
  { field: 'attendedBy', header: WHO_WENT, fits: isPerson, needed: 0.5 },
  { field: 'attendedBy', header: WHO, fits: isPerson, needed: 0.5 },
  { field: 'missedWhy', header: WHY, fits: () => true, needed: 0 },
  { field: 'report', header: REPORT, fits: isFlagOrDate, needed: 0.5 },
  { field: 'relevance', header: RELEVANCE, fits: isRelevance, needed: 0.5 },
];

export const columnsBesides = (
  names: readonly string[],
  claimed: readonly { readonly column: number }[],
): readonly FreeColumn[] =>
  names
    .map((header, column) => ({ header, column }))
    .filter(({ column }) => !claimed.some((each) => each.column === column));

/** Whether a list says what came of conferences, before it is known which of the columns claimed for a field is read. */
export const tellsOfPast = (
  names: readonly string[],
  claimed: readonly Pick<Found, 'field' | 'column'>[],
  sample: readonly (readonly string[])[],
  given: Readonly<Partial<Record<Field, string | null>>>,
): boolean =>
  claimed.some(({ field }) => OUTCOME_FIELDS.includes(field)) ||
  historyColumns(columnsBesides(names, claimed), sample, given).length > 0;

/** What a bare "Officer" or "Reason" means is only known beside a column that says whether police attended. */
export function historyColumns(
  free: readonly FreeColumn[],
  sample: readonly (readonly string[])[],
  given: Readonly<Partial<Record<Field, string | null>>>,
): readonly Found[] {
  const found: Found[] = [];
  const taken = (field: Field, column: number): boolean =>
    field in given || found.some((each) => each.field === field || each.column === column);
  for (const shape of SHAPES) {
    for (const { header, column } of free) {
      const words = headerWords(header);
      if (taken(shape.field, column) || !shape.header.test(words) || OTHERS.test(words)) continue;
      const share = shareOf(shape, sample, column);
      if (share === null) continue;
      const why = `heading “${header}”; ${Math.round(share * 100)} % of its cells fit`;
      found.push({ field: shape.field, column, confidence: Math.round((0.5 + share / 2) * 100) / 100, why });
    }
  }
  const isGiven = typeof given.outcome === 'string' || typeof given.attendedBy === 'string';
  const stands = found.some(({ field, column }) => field === 'outcome' || whoWent(free, field, column));
  return stands || isGiven ? found : [];
}

const whoWent = (free: readonly FreeColumn[], field: Field, column: number): boolean =>
  field === 'attendedBy' && WHO_WENT.test(headerWords(free.find((each) => each.column === column)?.header ?? ''));

/** Null when too few of its cells fit. */
function shareOf(shape: Shape, sample: readonly (readonly string[])[], column: number): number | null {
  const cells = sample.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '' && !isBlank(cell));
  if (cells.length === 0) return null;
  const share = cells.filter(shape.fits).length / cells.length;
  const borneOut = shape.bearsOut === undefined || cells.some(shape.bearsOut);
  return share >= shape.needed && borneOut ? share : null;
}
