import type { Measure } from '../../config/reference-data.js';
import type { Database } from '../database/database.js';
import { canonical, type MonthDocument } from './frozen-month.js';
import { frozenMonth, frozenMonths } from './frozen.queries.js';
import { digestOf } from './freezing.service.js';
import { monthFigures } from './month-figures.js';

export interface VerifiedMonths {
  readonly checked: number;
  /** Months whose kept bytes are not what was published, and in what. */
  readonly broken: readonly { readonly month: string; readonly differs: readonly string[] }[];
}

/**
 * Takes the digest of every frozen month again, and counts its figures again from the conferences kept with them, one month
 * at a time. Reads only.
 * @param version of the definitions in force: figures of another one are not counted again by the measures of today
 */
export async function verifyMonths(
  db: Database,
  measures: readonly Measure[],
  version: string,
): Promise<VerifiedMonths> {
  const broken: { month: string; differs: readonly string[] }[] = [];
  const months = await frozenMonths(db.reader);
  for (const month of months) {
    const frozen = await frozenMonth(db.reader, month);
    if (frozen === null) continue;
    const differs = digestOf(frozen.document) === frozen.sha256 ? figuresDiffer(frozen, measures, version) : ['sha256'];
    if (differs.length > 0) broken.push({ month: month.toString(), differs });
  }
  return { checked: months.length, broken };
}

function figuresDiffer(
  { document, definitionVersion }: { readonly document: string; readonly definitionVersion: string },
  measures: readonly Measure[],
  version: string,
): readonly string[] {
  const kept = JSON.parse(document) as MonthDocument;
  if (canonical(kept) !== document) return ['form'];
  if (definitionVersion !== version) return [];
  return canonical(monthFigures(kept.conferences, measures)) === canonical(kept.figures) ? [] : ['figures'];
}
