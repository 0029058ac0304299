import { ATTRIBUTIONS } from '../../config/reference-data.js';
import { CONFERENCE_KINDS, kindLabel } from '../conferences/kinds.js';
import { CONFERENCE_MODES, modeLabel } from '../conferences/modes.js';
import { NOTICE_BANDS } from './figures.js';
import { DAY_WORDS, LISTED, WEEKDAYS } from './list-filter.js';
import { hubField, monthField, type Filter, type FilterField } from './performance.page.js';
import type { CountedList } from './report.js';
import { capital, downTo, measureWords } from './words.js';

const ANY = { value: '', text: 'any' };
const SOURCES = [
  { value: 'recorded', text: 'recorded by the tracker' },
  { value: 'imported', text: 'imported from lists' },
];
const USUAL_SPANS = [1, 3, 12, 24];

/** The choices above a list. The address is the state: what is chosen is what it says. */
export function listFilterBar(list: CountedList): Filter {
  const { filter, reference } = list;
  const select = (name: string, label: string, value: string, items: FilterField['items']): FilterField => ({
    name,
    label,
    value,
    items,
  });
  const kinds = LISTED.map((measure) => ({
    value: measure,
    text: capital(measureWords(measure, reference.measures).many),
  }));
  const reasons = reference.reasons.map(({ code, label }) => ({ value: code, text: label }));
  const whose = ATTRIBUTIONS.map((one) => ({ value: one, text: downTo(one) }));
  const bands = NOTICE_BANDS.map(({ code, label }) => ({ value: code, text: label }));
  return {
    action: '/performance/conferences',
    label: 'Choose conferences',
    hidden: {
      counted: filter.counted,
      ...(filter.sort === 'date' ? {} : { sort: filter.sort }),
      ...(filter.person == null ? {} : { person: String(filter.person) }),
    },
    fields: [
      select('measure', 'Measure', filter.measure, kinds),
      { ...monthField(list), label: 'Up to' },
      ...(list.firstImported === null && filter.source === 'recorded'
        ? []
        : [select('source', 'Source', filter.source, SOURCES)]),
      select('months', 'For', String(filter.months), spanItems(filter.months)),
      hubField(list),
      select('reason', 'Reason', filter.reason ?? '', [ANY, ...reasons]),
      select('attribution', 'Down to', filter.attribution ?? '', [ANY, ...whose]),
      select('notice', 'Notice', filter.notice ?? '', [ANY, ...bands]),
      select('kind', 'Kind', filter.kind ?? '', [
        ANY,
        ...CONFERENCE_KINDS.map((value) => ({ value, text: kindLabel(value) })),
      ]),
      select('mode', 'How', filter.mode ?? '', [
        ANY,
        ...CONFERENCE_MODES.map((value) => ({ value, text: modeLabel(value) })),
      ]),
      select('weekday', 'Day', filter.weekday ?? '', [
        ANY,
        ...WEEKDAYS.map((value, i) => ({ value, text: DAY_WORDS[i]! })),
      ]),
    ],
  };
}

/** The usual spans, and the one asked for when it is none of them. */
const spanItems = (chosen: number): FilterField['items'] =>
  [...new Set([...USUAL_SPANS, chosen])]
    .sort((a, b) => a - b)
    .map((months) => ({ value: String(months), text: months === 1 ? 'that month' : `${months} months` }));
