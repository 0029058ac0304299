import type { Benefit, Effort } from '../../config/automation.js';
import { EFFORTS } from '../../config/automation.js';
import { formatDate, monthName } from '../kernel/london.js';
import type { Cell, Fact, Link, Row, Table } from '../web/page-parts.js';
import { arithmetic, durationWords, savedIn, type BenefitCell, type Saved } from './benefit.js';
import { monthsUntil, type Months } from './figures.js';
import { monthWords } from './months.page.js';
import { percentWords } from './rate.js';
import { monthsSinceFirst, MONTHS_IN_YEAR, type Report } from './report.js';
import { counted } from './words.js';

type Key = 'what' | 'share' | 'keystrokes' | 'time' | 'share-year' | 'keystrokes-year' | 'time-year';
type MonthKey = 'month' | 'share' | 'keystrokes' | 'time';

export interface BenefitPart {
  readonly sentence: string;
  readonly sums: readonly Fact[];
  readonly hubs: Table<Key>;
  readonly months: Table<MonthKey> & { readonly summary: string };
  readonly file: Link;
}

type Shown = Pick<Report, 'month' | 'latest' | 'first' | 'hub' | 'choices' | 'reference'> & {
  readonly benefit: readonly BenefitCell[];
};

const isWithin = ({ month }: BenefitCell, { from, to }: Months): boolean =>
  Temporal.PlainDate.compare(month, from) >= 0 && Temporal.PlainDate.compare(month, to) <= 0;

/** How much came by automation and what that saved, with the sum and the assumption it rests on. */
export function benefitPart(report: Shown): BenefitPart {
  const { month, latest, reference, hub } = report;
  const saved = savedIn(
    report.benefit.filter((cell) => isWithin(cell, monthsUntil(month, 1))),
    reference.benefit,
  );
  const query = new URLSearchParams({ month: month.toString(), ...(hub === null ? {} : { hub: hub.code }) });
  return {
    sentence: sentenceOf(saved, monthWords(month, latest)),
    sums: [...sumRows(saved, reference.benefit), ...assumptionRows(report)],
    hubs: hubsTable(report),
    months: monthsTable(report),
    file: { text: 'Download as CSV', href: `/performance/automation.csv?${query.toString()}` },
  };
}

function sentenceOf(saved: Saved, when: string): string {
  if (saved.invitations === 0) return `No invitation was recorded in ${when}.`;
  const share = `${saved.automated} of ${counted(saved.invitations, 'invitation')} (${percentWords({ n: saved.automated, of: saved.invitations })}) recorded in ${when} came by automation.`;
  if (saved.automated === 0) return share;
  return `${share} If typing is what we assume, that saved ${saved.keystrokes.toLocaleString('en-GB')} keystrokes and ${durationWords(saved.seconds)}.`;
}

function sumRows(saved: Saved, benefit: Benefit): readonly Fact[] {
  if (saved.automated === 0) return [];
  const note = 'All by automation as if typed, less what was confirmed, less what nobody has to confirm';
  return [
    { key: 'Keystrokes saved', value: { text: arithmetic(saved, benefit, 'keystrokes'), note } },
    {
      key: 'Time saved',
      value: { text: `${arithmetic(saved, benefit, 'seconds')} seconds, ${durationWords(saved.seconds)}`, note },
    },
  ];
}

function assumptionRows({ reference }: Shown): readonly Fact[] {
  const { assumed, source } = reference.benefit;
  const { version, owner, reviewOn } = reference.editions['automation-benefit'];
  const line = (effort: Effort): string =>
    `${assumed[effort].label}: ${assumed[effort].keystrokes} keystrokes, ${assumed[effort].seconds} seconds.`;
  return [
    { key: 'Assumed', value: { list: EFFORTS.map(line) } },
    {
      key: 'Source',
      value: { text: `${source}.`, note: `Version ${version}, ${owner}, to be reviewed by ${formatDate(reviewOn)}` },
    },
  ];
}

const shareCell = ({ automated: n, invitations: of }: Saved): Cell =>
  of === 0 ? { text: 'none', quiet: true } : { figure: { n, of, percent: percentWords({ n, of }) } };

const numbers = (saved: Saved): { readonly share: Cell; readonly keystrokes: Cell; readonly time: Cell } => ({
  share: shareCell(saved),
  keystrokes: saved.automated === 0 ? null : saved.keystrokes.toLocaleString('en-GB'),
  time: saved.automated === 0 ? null : durationWords(saved.seconds),
});

function hubsTable(report: Shown): Table<Key> {
  const { month, hub, choices, benefit, reference } = report;
  const count = monthsSinceFirst(report, MONTHS_IN_YEAR);
  const inMonth = `${monthName(month.month).slice(0, 3)} ${month.year}`;
  const inYear = count === 1 ? 'so far' : `${count} months`;
  const rowOf = (what: Cell, mine: (cell: BenefitCell) => boolean): Row<Key> => {
    const [one, year] = [monthsUntil(month, 1), monthsUntil(month, count)].map((span) =>
      numbers(
        savedIn(
          benefit.filter((cell) => mine(cell) && isWithin(cell, span)),
          reference.benefit,
        ),
      ),
    );
    const long = { 'share-year': year!.share, 'keystrokes-year': year!.keystrokes, 'time-year': year!.time };
    return { cells: { what, ...one!, ...long } };
  };
  const shown = hub === null ? choices : [hub];
  const hubs = shown.map(({ name, code }) => rowOf(name, (cell) => cell.hubCode === code));
  return {
    caption: 'Came by automation, by hub',
    flow: false,
    columns: [
      { key: 'what', text: 'Hub', rowHeader: true, bare: true },
      { key: 'share', text: `Invitations, ${inMonth}` },
      { key: 'keystrokes', text: 'Keystrokes saved', numeric: true },
      { key: 'time', text: 'Time saved' },
      { key: 'share-year', text: `Invitations, ${inYear}` },
      { key: 'keystrokes-year', text: `Keystrokes, ${inYear}`, numeric: true },
      { key: 'time-year', text: `Time, ${inYear}` },
    ],
    rows: hubs.length === 1 ? hubs : [...hubs, rowOf({ text: 'Together', strong: true }, () => true)],
  };
}

function monthsTable(report: Shown): BenefitPart['months'] {
  const { month, latest, benefit, reference } = report;
  const count = monthsSinceFirst(report, MONTHS_IN_YEAR);
  const months = Array.from({ length: count }, (_, i) => month.subtract({ months: i }));
  return {
    summary: `Automation in ${counted(count, 'month')}, month by month`,
    caption: 'Came by automation, by month',
    captionHidden: true,
    columns: [
      { key: 'month', text: 'Month', rowHeader: true, nowrap: true, bare: true },
      { key: 'share', text: 'Invitations' },
      { key: 'keystrokes', text: 'Keystrokes saved', numeric: true },
      { key: 'time', text: 'Time saved' },
    ],
    rows: months.map((one) => {
      const cells = benefit.filter((cell) => isWithin(cell, monthsUntil(one, 1)));
      return { cells: { month: monthWords(one, latest), ...numbers(savedIn(cells, reference.benefit)) } };
    }),
  };
}
