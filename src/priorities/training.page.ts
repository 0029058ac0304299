import { formatDate, formatMonth } from '../kernel/london.js';
import { figureOf, percentWords, sumOf, type Count } from '../reporting/rate.js';
import { capital, counted, hubWords } from '../reporting/words.js';
import type { Cell, Row, Table } from '../web/page-parts.js';
import { DAYS_OF_WARNING, type TrainingFacts } from './priorities.service.js';
import { BACK_TO_PRIORITIES } from './recommendations.page.js';
import type { ExpiringOfficer } from './training.queries.js';

type HubKey = 'hub' | 'attended' | 'unknown' | 'officers' | 'expiring';

/** Whether whoever went was trained on the day, by hub, and whose training runs out. */
export function trainingPage(facts: TrainingFacts) {
  const { hubs, everywhere } = facts;
  return {
    title: 'Training for conferences',
    caption: capital(hubWords(null, hubs, everywhere)),
    back: BACK_TO_PRIORITIES,
    sentence: trainingSentence(facts),
    hubs: hubsTable(facts),
    expiring: facts.expiring === null ? null : expiringTable(facts.expiring, facts),
    method:
      'Attended conferences that count in A1, B1 or O1, twelve months up to the last one that is over. It asks about whoever went, else about the lead. The tracker keeps one expiry date for each person: training that was renewed after the day counts as in date.',
  };
}

function trainingSentence({ attended, month }: TrainingFacts): string {
  const count = sumOf(attended.map(({ trained: n, attended: of }) => ({ n, of })));
  if (count.of === 0) return 'No attended conference is on record yet.';
  return `In the twelve months up to ${formatMonth(month)} ${count.n} of ${counted(count.of, 'attended conference')} had somebody whose conference training was in date on the day.`;
}

function hubsTable(facts: TrainingFacts): Table<HubKey> {
  const rows = facts.hubs.map(({ code, name }) => hubRow(facts, name, [code]));
  const all = facts.hubs.map(({ code }) => code);
  return {
    caption: 'By hub',
    columns: [
      { key: 'hub', text: 'Hub', rowHeader: true, bare: true },
      { key: 'attended', text: 'Attended with training in date' },
      { key: 'unknown', text: 'Of the rest, nobody said who went', numeric: true },
      { key: 'officers', text: 'Officers in date today' },
      { key: 'expiring', text: `Run out in ${DAYS_OF_WARNING} days`, numeric: true },
    ],
    rows: rows.length === 1 ? rows : [...rows, hubRow(facts, { text: 'Together', strong: true }, all)],
  };
}

const figureCell = (count: Count): Cell =>
  count.of === 0 ? { text: 'none', quiet: true } : { figure: figureOf(count) };

/** All officers there are: no sample, so no interval. */
const wholeCell = (count: Count): Cell =>
  count.of === 0 ? { text: 'none', quiet: true } : { figure: { ...count, percent: percentWords(count) } };

function hubRow({ attended, officers }: TrainingFacts, hub: Cell, codes: readonly string[]): Row<HubKey> {
  const isMine = ({ hubCode }: { readonly hubCode: string }): boolean => codes.includes(hubCode);
  const mine = attended.filter(isMine);
  const people = officers.filter(isMine);
  return {
    cells: {
      hub,
      attended: figureCell(sumOf(mine.map(({ trained: n, attended: of }) => ({ n, of })))),
      unknown: mine.reduce((sum, { unknown }) => sum + unknown, 0),
      officers: wholeCell(sumOf(people.map(({ inDate: n, officers: of }) => ({ n, of })))),
      expiring: people.reduce((sum, { expiring }) => sum + expiring, 0),
    },
  };
}

function expiringTable(
  all: readonly ExpiringOfficer[],
  { today, reference }: TrainingFacts,
): Table<'name' | 'hub' | 'when'> {
  const isOver = ({ expiresOn }: ExpiringOfficer): boolean => Temporal.PlainDate.compare(expiresOn, today) < 0;
  return {
    caption: `Training that ran out, or does in the next ${DAYS_OF_WARNING} days`,
    columns: [
      { key: 'name', text: 'Officer', rowHeader: true, bare: true },
      { key: 'hub', text: 'Hub' },
      { key: 'when', text: 'Conference training' },
    ],
    rows: all.map((one) => ({
      cells: {
        name: { text: one.name, href: `/attendees/${one.id}`, note: one.role },
        hub: reference.hub(one.hubCode)?.name ?? one.hubCode,
        when: {
          tag: isOver(one)
            ? { text: `Ran out on ${formatDate(one.expiresOn)}`, tone: 'bad' as const }
            : { text: `Runs out on ${formatDate(one.expiresOn)}`, tone: 'warn' as const },
        },
      },
    })),
    empty: {
      title: `Nobody's training runs out in the next ${DAYS_OF_WARNING} days`,
      text: 'Expiry dates are kept with each attendee.',
    },
  };
}
