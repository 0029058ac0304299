/** What one row says of a conference that is over, with what is unclear about it at which cell. */
import { isReview, type ConferenceKind } from '../conferences/kinds.js';
import { HISTORY_FIELDS } from './fields.js';
import type { ListedPast } from './listed-past.js';
import { looksLikeName } from './looks.js';
import type { RowCells } from './row-cells.js';
import { dateRulesFor, isHistory, type ListRules } from './rules.js';
import { isBlank, readMoment } from './written-cells.js';
import { readOutcome, type WrittenOutcome } from './written-outcomes.js';
import { readPeople, type WrittenPerson } from './written-people.js';
import { readReason } from './written-reasons.js';

type Said = Extract<WrittenOutcome, { kind: 'said' }>;
type Why = Pick<ListedPast, 'reason' | 'reasonNote'>;

const LONGEST_NOTE = 200;
const NOT_SAID: Why = { reason: null, reasonNote: null };

/** Reads the past of the row its cells are turned to. */
export class RowPast {
  constructor(
    private readonly cells: RowCells,
    private readonly rules: ListRules,
  ) {}

  /** Null for what is still to come, and in a list that says nothing of the past. */
  read(date: Temporal.PlainDate, kind: ConferenceKind | null): ListedPast | null {
    const { cells } = this;
    if (!isHistory(this.rules, date)) return null;
    if (this.rules.history?.mayTellOutcomes === false) {
      const field = cells.has('outcome') ? 'outcome' : 'attendedBy';
      cells.error(field, 'A person must upload history: a program never records who attended.');
      return null;
    }
    for (const field of HISTORY_FIELDS) {
      if (cells.holdsFormula(field)) cells.error(field, 'A formula: paste its value instead.');
    }
    const said = this.readOutcome();
    const report = this.readReport();
    const relevance = this.readRelevance(kind);
    if (said.kind === 'off') {
      if (said.caution !== null) cells.warn('outcome', said.caution, true);
      return { ...NOTHING, state: said.state, stateReason: 'As the imported list says', ...report, relevance };
    }
    const { outcome, presentAtDecision } = said;
    const people = outcome === 'not' ? [] : said.people.map((person) => person.text);
    const why = presentAtDecision || outcome === null ? NOT_SAID : this.readWhy(said);
    return {
      ...NOTHING,
      outcome,
      presentAtDecision,
      people: [...new Set(people)],
      ...why,
      ...report,
      report: said.reportSent ? 'sent' : report.report,
      relevance: relevance ?? (said.notRelevant && kind !== null && isReview(kind) ? 'not-relevant' : null),
    };
  }

  /** From the column that says whether, and the one that says who. */
  private readOutcome(): Said | Extract<WrittenOutcome, { kind: 'off' }> {
    const { cells } = this;
    const read = readOutcome(cells.text('outcome'), this.rules.history?.crossMeansNo ?? false);
    if (read.kind === 'off') return read;
    if (read.kind === 'unclear') cells.error('outcome', read.why);
    const said = read.kind === 'said' ? read : NO_OUTCOME;
    if (said.caution !== null) cells.warn('outcome', said.caution, true);
    if (said.outcome === 'attended' && said.rest !== null)
      cells.warn('outcome', 'What follows “attended” was not read.');
    if (said.outcome === 'part' && !said.presentAtDecision && !/decision/i.test(cells.text('outcome'))) {
      cells.warn('outcome', 'Part: whether for the decision is not said, so it does not count as attended.');
    }
    return this.withPeople(said);
  }

  private withPeople(said: Said): Said {
    const { cells } = this;
    const text = cells.text('attendedBy');
    if (isBlank(text) || /^(none|nobody|no one)$/i.test(text)) {
      const nobody = /^(none|nobody|no one|nil)$/i.test(text) && said.outcome === null && !cells.has('outcome');
      return nobody ? { ...said, outcome: 'not' } : said;
    }
    const people = readPeople(text);
    if (people === null) return this.withoutPeople(said, text);
    if (said.outcome === 'not') return this.contradicted(said);
    if (said.outcome === null && cells.has('outcome')) {
      cells.warn('attendedBy', 'Somebody is named, but the list does not say that they attended: they are not kept.');
      return said;
    }
    const went = said.outcome === null ? { outcome: 'attended' as const, presentAtDecision: true } : {};
    return { ...said, ...went, people: distinct([...said.people, ...people]) };
  }

  /** "No" or "DNA" where a name should stand says something, too. */
  private withoutPeople(said: Said, text: string): Said {
    const read = readOutcome(text, this.rules.history?.crossMeansNo ?? false);
    if (read.kind === 'said' && read.outcome !== null && read.people.length === 0) {
      if (said.outcome === null && !this.cells.has('outcome')) return { ...read };
      if (said.outcome === read.outcome) return said;
    }
    this.cells.error('attendedBy', 'This names nobody. Write a name such as DC 1234 Okafor, or leave it empty.');
    return said;
  }

  private contradicted(said: Said): Said {
    const { cells } = this;
    if (/attended|went/i.test(cells.header('attendedBy'))) {
      cells.error('attendedBy', 'The list says that police did not attend, and names who did. Which is right?');
    } else cells.warn('attendedBy', 'Police did not attend, so whoever is named here is not kept.');
    return said;
  }

  /** The column for it, else what stands behind the "no", else what the notes say in words that are known. */
  private readWhy(said: Said): Why {
    const { cells } = this;
    const text = isBlank(cells.text('missedWhy')) ? '' : cells.text('missedWhy');
    const reason = (text === '' ? null : readReason(text)) ?? said.reason;
    if (reason !== null) return { reason, reasonNote: null };
    const place = text === '' ? ('outcome' as const) : ('missedWhy' as const);
    const words = (text === '' ? (said.rest ?? '') : text).replace(/\s+/g, ' ').slice(0, LONGEST_NOTE);
    if (words === '') {
      // The text of notes is never kept: it may say anything of anybody.
      return { reason: readReason(cells.text('notes')), reasonNote: null };
    }
    if (looksLikeName(words)) {
      cells.warn(place, 'No reason that is known, and it may be somebody’s name: it is not kept.');
      return NOT_SAID;
    }
    cells.warn(place, `“${words}” is kept as another reason. Make sure that it names no child.`, true);
    return { reason: 'other', reasonNote: words };
  }

  private readReport(): Pick<ListedPast, 'report' | 'reportOn'> {
    const text = this.cells.text('report');
    if (isBlank(text)) return { report: null, reportOn: null };
    if (/^(n|no|false|0|none|not|✗|✘|x)\b|^(✗|✘)/i.test(text)) return { report: 'not-sent', reportOn: null };
    const on = readMoment(text, dateRulesFor(this.rules, 'date'))?.date ?? null;
    if (on !== null) return { report: 'sent', reportOn: on.toString() };
    if (/^(y|yes|true|1|sent|submitted|provided|shared|done|completed?|✓|✔|☑|report)\b|^[✓✔☑]/i.test(text)) {
      return { report: 'sent', reportOn: null };
    }
    this.cells.error('report', 'It does not say whether a report was sent. Write yes, no or its date.');
    return { report: null, reportOn: null };
  }

  private readRelevance(kind: ConferenceKind | null): ListedPast['relevance'] {
    const text = this.cells.text('relevance');
    if (kind === null || !isReview(kind) || isBlank(text)) return null;
    if (/^(y|yes|true|1|relevant|✓|✔)$/i.test(text)) return 'relevant';
    if (/^(n|no|false|0|not relevant|irrelevant|nr|✗|✘)$/i.test(text)) return 'not-relevant';
    if (!/^(undecided|tbc|not decided|pending)$/i.test(text)) {
      this.cells.error(
        'relevance',
        'It does not say whether the review was relevant. Write yes or no, or leave it empty.',
      );
    }
    return null;
  }
}

const NOTHING: ListedPast = {
  state: 'held',
  stateReason: null,
  outcome: null,
  presentAtDecision: false,
  people: [],
  reason: null,
  reasonNote: null,
  report: null,
  reportOn: null,
  relevance: null,
};

const NO_OUTCOME: Said = {
  kind: 'said',
  outcome: null,
  presentAtDecision: false,
  people: [],
  reason: null,
  rest: null,
  reportSent: false,
  notRelevant: false,
  caution: null,
};

const distinct = (people: readonly WrittenPerson[]): readonly WrittenPerson[] => [
  ...new Map(people.map((person) => [person.text.toLowerCase(), person])).values(),
];
