/** What a column of a list may hold, and the many ways local authorities head it. */

export const FIELDS = [
  'kind',
  'meetingId',
  'childId',
  'birth',
  'expected',
  'initials',
  'date',
  'start',
  'end',
  'time',
  'duration',
  'mode',
  'venue',
  'link',
  'chair',
  'previousOn',
  'strategyOn',
  'transferIn',
  'notifiedOn',
  'status',
  'notes',
  'authority',
  'weekday',
  'outcome',
  'attendedBy',
  'missedWhy',
  'report',
  'relevance',
] as const;
export type Field = (typeof FIELDS)[number];

export const FIELD_WORDS: Readonly<Record<Field, string>> = {
  kind: 'kind of conference',
  meetingId: 'meeting id',
  childId: 'child id',
  birth: 'year of birth or expected date',
  expected: 'expected date',
  initials: 'initials',
  date: 'date of the conference',
  start: 'start time',
  end: 'end time',
  time: 'time',
  duration: 'duration',
  mode: 'how it is held',
  venue: 'venue',
  link: 'join link',
  chair: 'chair (compared only, never kept)',
  previousOn: 'last conference',
  strategyOn: 'strategy discussion',
  transferIn: 'transfer-in flag',
  notifiedOn: 'transfer notified on',
  status: 'status',
  notes: 'notes',
  authority: 'hub or local authority (compared only)',
  weekday: 'day of the week (compared only)',
  outcome: 'whether police attended',
  attendedBy: 'who attended for police',
  missedWhy: 'why police did not attend',
  report: 'police report',
  relevance: 'relevance of a review',
};

/** What is read of conferences that are over, and of no others: see `history-columns.ts`. */
export const HISTORY_FIELDS: readonly Field[] = ['outcome', 'attendedBy', 'missedWhy', 'report', 'relevance'];

/** A list with one of these columns tells of the past. */
export const OUTCOME_FIELDS: readonly Field[] = ['outcome', 'attendedBy'];

/** What a heading says: a field, that it names people, that it is something we do not read, or nothing known. */
export type HeaderMeaning =
  | { readonly kind: 'field'; readonly field: Field; readonly strength: number }
  | { readonly kind: 'names' }
  | { readonly kind: 'other' }
  | { readonly kind: 'unknown' };

/** "D.O.B." and "Child_ID (LCS)" as plain lower-case words. */
export const headerWords = (header: string): string =>
  header
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/\((dd|hh|24|am)[^)]*\)/g, ' ')
    .replace(/['’]s\b/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const SURE = 1;
const LIKELY = 0.8;
/** The word alone could head several things, so the cells have to bear it out. */
const WEAK = 0.4;

const MEETING = '(?:conf(?:erence)?s?|cpc|cp|icpc|rcpc|meeting|mtg|review|event|appointment|booking|hearing)';
const CODE = '(?:id|ids|ref|refs|reference|no|nos|num|number|numbers|code|identifier|urn)';
const CHILD =
  '(?:child(?:ren)?|client|person|lcs|mosaic|liquidlogic|ics|pid|swift|frameworki|service user|subject|young person|yp|case|social care|la child|azeus|eclipse)';
const LAST = '(?:last|previous|prev|prior|most recent)';

type Rule = readonly [RegExp, Field | 'names' | 'other', number];

/** Read from the top: the first that fits decides, so what is exact stands before what is loose. */
const RULES: readonly Rule[] = [
  // The Standard Safeguarding Dataset and the children in need census name their columns exactly.
  [/^(icpc icpc|cppr cp review) meeting id$/, 'meetingId', SURE],
  [/^(icpc|cppr) person id$|^la ?child ?id$/, 'childId', SURE],
  [/^icpc icpc date$|^cppr cp review date$|^date ?of ?initial ?cpc$|^cpp ?review ?date$/, 'date', SURE],
  [/^icpc icpc transfer in$/, 'transferIn', SURE],
  [/^(icpc icpc|cppr cp|cppr person|cinp|s47e) /, 'other', SURE],
  [/^expected ?person ?birth ?date$/, 'expected', SURE],

  [/^((meeting|conference|conf|event|review) (name|title)|title)$/, 'kind', WEAK],
  [/^(venue|room|building|location) name$/, 'venue', LIKELY],
  [/\binitials?\b(?!.*\b(conf|conference|cpc|cp|date|child protection|review)\b)/, 'initials', LIKELY],
  [/\b(chair|chairs|chairperson|chaired by|iro|cp advisor)\b/, 'chair', LIKELY],
  [/\b(names?|surnames?|forenames?|family|mother|father|parents?|carers?|siblings?|social worker|sw|allocated|worker|manager|minute ?taker|officer|attendees?|invitees?|completed by|booked by|requested by|contact)\b/, 'names', SURE],
  [/\b(address|postcode|post code|e ?mail|phone|telephone|mobile|tel|nhs|upn|school|nursery|gp|ethnicity|gender|sex|religion|language|disability|category|age|interpreter)\b/, 'other', SURE],

  [/\b(dob|yob|birth ?date|birthdate|birth year|year of birth|date of birth|born)\b/, 'birth', SURE],
  [/\b(edd|edc|expected (date|delivery|birth)|estimated (date of|delivery|due)|baby due|due date of birth)\b/, 'expected', SURE],
  [new RegExp(`\\b${LAST}\\b.*\\b(${MEETING}|date)\\b|^${LAST}$|^date of ${LAST}\\b|\\b(initial|icpc) (conf|conference)? ?date held$`), 'previousOn', LIKELY],
  [/\b(strat|strategy)\b/, 'strategyOn', LIKELY],
  [/\b(notified|notification)\b/, 'notifiedOn', LIKELY],
  [/\btransfer(red)? ?in\b(?!.*\bdate\b)|^transfer$|^ti$/, 'transferIn', LIKELY],
  [/^(hub|la|local authority|area|borough|council|district|locality|authority|(hub|la|local authority) name|(responsible|originating|home|host) (la|authority|local authority))$/, 'authority', LIKELY],
  [/^(day of (the )?week|week ?day)$/, 'weekday', LIKELY],
  [/\b(due|target|deadline|timescale|statutory|latest|overdue|review by|within)\b/, 'other', SURE],
  [/\b(received|sent|invite|invited|invitation|created|modified|updated|report|reports|circulated|entered|registered|plan|cpp|s47|section 47|enquiry|referral|requested|added|exported|outcome|decision|quorate|participation|legal status|team|hub|la|local authority|area|borough|council|district|locality|week|day of week|weekday|month|quarter|row|line|s no|sr no|sl no)\b/, 'other', SURE],

  [new RegExp(`\\b(type|kind) of ${MEETING}\\b|\\b${MEETING}( \\w+)? (type|kind)\\b|^(icpc|initial)( or)? (rcpc|review)$`), 'kind', SURE],
  [/^(type|kind|mtg type|cpc type)$/, 'kind', LIKELY],
  [new RegExp(`\\b${MEETING}( \\w+)? ${CODE}\\b`), 'meetingId', SURE],
  [/^(meeting|conference|event)( unique)? ?id$|^unique (id|ref|reference)$/, 'meetingId', SURE],
  [new RegExp(`\\b${CHILD}( s)?( (unique|system|la|lcs|mosaic|ics|cs|record))? ?${CODE}\\b`), 'childId', SURE],
  [/^(lcs|mosaic|liquidlogic|ics|pid|child|children|cin id|eclipse|azeus)$/, 'childId', LIKELY],
  [/^(our |la |booking )?(ref|reference|ref no|reference no|reference number|urn)$/, 'meetingId', WEAK],
  [/^(ids?|number|no|id (no|num|number|ref))$/, 'childId', WEAK],

  [/\b(duration|length|how long|(no|number) of (mins|minutes|hours|hrs)|(mins|minutes|hours|hrs)$)\b/, 'duration', LIKELY],
  [/\bdate\b.*\btimes?\b|\btimes?\b.*\bdate\b|^when$|^date ?time$/, 'date', LIKELY],
  [/\btimes?\b.*\b(from|start)\b.*\b(to|end|finish)\b|\b(start|from)\b.*\b(end|finish|to)\b/, 'time', LIKELY],
  [/^((start|starts|starting|begin|begins|commence|commences|from)( (time|at|date|date time))?|time (from|start)|(time|conf|conference|meeting|mtg) (start|starts|from)( time)?|start)$|\bstart(ing)? time\b/, 'start', LIKELY],
  [/^((end|ends|ending|finish|finishes|to|until|till|close)( (time|at))?|time (to|end|finish|until)|(time|conf|conference|meeting|mtg) (end|ends|to|finish)( time)?)$|\b(end|finish|ending) time\b/, 'end', LIKELY],
  [new RegExp(`\\bdate\\b.*\\b${MEETING}\\b|\\b${MEETING}\\b.*\\bdates?\\b|^(next|scheduled|proposed|new) (date|${MEETING})$|^date (of|for) \\w+$`), 'date', SURE],
  [/^dates?$/, 'date', LIKELY],
  [/\btimes?\b/, 'time', LIKELY],

  [/\b(link|join|url|dial in)\b(?!.*\b(venue|location|room)\b)(?<!\b(venue|location|room)\b.*)/, 'link', LIKELY],
  [/\b(venue|location|place|where|room|building|site|held at)\b/, 'venue', LIKELY],
  [/\b(format|mode|method|how held|delivery|virtual|in person|face to face|f2f|hybrid|platform|medium|attendance type)\b/, 'mode', LIKELY],
  [/^((conf|conference|meeting|booking|event|current) )?status$|^(cancelled|stood down|confirmed)$/, 'status', LIKELY],
  [/\b(notes?|comments?|remarks?|info|information|details|additional|special)\b/, 'notes', LIKELY],
  [/^(conf|conference|conferences|meeting|mtg|cpc|review|event|child protection conference|cp conference|category|purpose|reason|description|subject|what|icpc rcpc|initial review)$/, 'kind', WEAK],
  [/^day$/, 'date', WEAK],
]; // prettier-ignore

/** What a heading means by its words alone. */
export function headerMeaning(header: string): HeaderMeaning {
  const words = headerWords(header);
  if (words === '' || words.length > 80) return { kind: 'unknown' };
  const rule = RULES.find(([shape]) => shape.test(words));
  if (rule === undefined) return { kind: 'unknown' };
  const [, what, strength] = rule;
  if (what === 'names' || what === 'other') return { kind: what };
  return { kind: 'field', field: what, strength };
}
