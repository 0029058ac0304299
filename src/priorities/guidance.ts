/** Every file of guidance the tracker goes by, and whether it is within its review date. Pure. */
import type { Edition, ReferenceData } from '../../config/reference-data.js';
import { currencyOf, guidanceName, holidaysCoveredUntil, isCoveredEnough, type Currency } from '../kernel/currency.js';
import type { EvidenceFacts } from './evidence-facts.js';

export interface GuidanceFile extends Edition {
  readonly file: string;
  readonly name: string;
  readonly currency: Currency;
}

/** Those overdue first, then by the day of their review. A file that is added to the reference data is among them by itself. */
export function guidanceFiles(
  editions: Readonly<Record<string, Edition>>,
  today: Temporal.PlainDate,
): readonly GuidanceFile[] {
  return Object.entries(editions)
    .map(([file, edition]) => ({
      ...edition,
      file,
      name: guidanceName(file),
      currency: currencyOf(edition.reviewOn, today),
    }))
    .sort((a, b) => Temporal.PlainDate.compare(a.reviewOn, b.reviewOn) || a.name.localeCompare(b.name));
}

export interface HolidayCover {
  readonly until: Temporal.PlainDate | null;
  readonly isEnough: boolean;
}

export function holidayCover({ calendar }: Pick<ReferenceData, 'calendar'>, today: Temporal.PlainDate): HolidayCover {
  const until = holidaysCoveredUntil(calendar.holidays.keys());
  return { until, isEnough: isCoveredEnough(until, today) };
}

/** For the priority that guidance is current. */
export function guidanceFacts(
  reference: Pick<ReferenceData, 'editions' | 'calendar'>,
  today: Temporal.PlainDate,
): EvidenceFacts['guidance'] {
  const files = guidanceFiles(reference.editions, today);
  const overdue = files.filter(({ currency }) => currency.state === 'overdue').map(({ name }) => name);
  return {
    inDate: { n: files.length - overdue.length, of: files.length },
    overdue,
    holidaysCovered: holidayCover(reference, today).isEnough,
  };
}
