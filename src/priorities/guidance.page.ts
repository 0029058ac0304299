import { currencyWords, type Currency } from '../kernel/currency.js';
import { formatDate } from '../kernel/london.js';
import type { Notice, Row, Table, Tag } from '../web/page-parts.js';
import { guidanceFiles, holidayCover, type GuidanceFile, type HolidayCover } from './guidance.js';
import type { Around } from './priorities.service.js';
import { BACK_TO_PRIORITIES } from './recommendations.page.js';

type ColumnKey = 'name' | 'version' | 'owner' | 'review' | 'state';

const TONES: Readonly<Record<Currency['state'], Tag['tone']>> = { current: 'good', due: 'warn', overdue: 'bad' };

/** Each file with version, owner and review date; for administrators what of it they owe. */
export function guidancePage({ reference, today, may }: Around) {
  const files = guidanceFiles(reference.editions, today);
  const cover = holidayCover(reference, today);
  return {
    title: 'Guidance and definitions',
    back: BACK_TO_PRIORITIES,
    owed: may('guidance.renew') ? owedNotice(files, cover) : null,
    sentence: currencySentence(files),
    holidays: holidaysSentence(cover),
    files: filesTable(files, cover),
  };
}

const isOverdue = ({ currency }: GuidanceFile): boolean => currency.state === 'overdue';

function currencySentence(files: readonly GuidanceFile[]): string {
  const inDate = files.filter((file) => !isOverdue(file)).length;
  const due = files.filter(({ currency }) => currency.state === 'due').length;
  const soon = due === 0 ? '' : ` ${due} of them ${due === 1 ? 'is' : 'are'} due for review within 60 days.`;
  return `${inDate} of ${files.length} files are within their review date.${soon} What is overdue stays in force, and says so where it is used.`;
}

function holidaysSentence({ until, isEnough }: HolidayCover): string {
  if (until === null) return 'No bank holiday is listed, so every clock counts them as working days.';
  const words = `Bank holidays are listed until ${formatDate(until)}`;
  return isEnough
    ? `${words}.`
    : `${words}, which is less than 12 months ahead: from then on clocks count them as working days.`;
}

function owedNotice(files: readonly GuidanceFile[], cover: HolidayCover): Notice | null {
  const lines = files
    .filter(isOverdue)
    .map(({ name, file, owner }) => `${name}: have ${owner} review config/${file}.json and set its next review date.`);
  if (!cover.isEnough) lines.push('Bank holidays: add those that the government has published since.');
  if (lines.length === 0) return null;
  return { tone: 'warn', title: lines.length === 1 ? 'One thing is owed' : `${lines.length} things are owed`, lines };
}

function filesTable(files: readonly GuidanceFile[], cover: HolidayCover): Table<ColumnKey> {
  return {
    caption: 'Guidance and definitions by review date',
    captionHidden: true,
    columns: [
      { key: 'name', text: 'What', rowHeader: true, bare: true },
      { key: 'version', text: 'Version', nowrap: true },
      { key: 'owner', text: 'Owner' },
      { key: 'review', text: 'Review by', nowrap: true },
      { key: 'state', text: 'State', nowrap: true },
    ],
    rows: files.map((file) => fileRow(file, cover)),
  };
}

function fileRow(one: GuidanceFile, { until, isEnough }: HolidayCover): Row<ColumnKey> {
  const { name, file, version, owner, reviewOn, currency } = one;
  const isHolidays = file === 'bank-holidays' && until !== null;
  const short = isHolidays && !isEnough ? { tags: [{ text: 'Ends too soon', tone: 'warn' as const }] } : {};
  return {
    id: file,
    ...(isOverdue(one) ? { tone: 'bad' as const } : {}),
    cells: {
      name: isHolidays ? { text: name, note: `until ${formatDate(until)}` } : name,
      version,
      owner,
      review: formatDate(reviewOn),
      state: { tag: { text: currencyWords(currency), tone: TONES[currency.state] ?? 'neutral' }, ...short },
    },
  };
}
