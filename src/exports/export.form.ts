import { typedText } from '../kernel/typed-text.js';
import type { CountedFilter } from '../reporting/counted.queries.js';
import { readListFilter, type ListBounds } from '../reporting/list-filter.js';
import type { FieldError } from '../web/page-parts.js';
import { FORMS, GRAINS, type Form, type Grain } from './grain.js';

/** What a file holds, and in which form; null is the page that offers both. */
export interface Wanted {
  readonly grain: Grain;
  readonly form: Form | null;
  readonly filter: CountedFilter;
}

export type ReadWanted =
  | { readonly ok: true; readonly value: Wanted }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly nearest: Wanted };

/**
 * The address of any list of conferences with `grain` and `format` added. Without `measure` it is every conference of the
 * period, those that count nowhere included; without `counted`, however they counted.
 */
export function readWanted(query: unknown, bounds: ListBounds): ReadWanted {
  const list = readListFilter(query, bounds);
  const errors: FieldError[] = list.ok ? [] : [...list.errors];
  const one = <T extends string>(name: string, of: readonly T[], sentence: string): T | null => {
    const given = typedText(query, name);
    const found = of.find((each) => each === given) ?? null;
    if (given !== '' && found === null) errors.push({ text: sentence, href: '#filter-grain' });
    return found;
  };
  const grain = one('grain', GRAINS, 'Choose what a row is about: a conference, a child or an assignment');
  const form = one('format', FORMS, 'Choose CSV or XLSX');
  const { sort: _sort, page: _page, measure, counted, ...filter } = list.ok ? list.value : list.nearest;
  const isAbout = (name: string): boolean => typedText(query, name) !== '';
  const value: Wanted = {
    grain: grain ?? 'conferences',
    form,
    filter: {
      ...filter,
      measure: isAbout('measure') ? measure : null,
      counted: isAbout('counted') ? counted : null,
    },
  };
  return errors.length === 0 ? { ok: true, value } : { ok: false, errors, nearest: { ...value, form: null } };
}

/** The address of what is wanted; what has its usual value stays out of it. */
export function exportHref({ grain, form, filter }: Wanted): string {
  const { measure, month, months, hub, counted, source, reason, attribution, notice } = filter;
  const parts: [string, string | null][] = [
    ['grain', grain],
    ['month', month.toString()],
    ['months', months === 1 ? null : String(months)],
    ['hub', hub],
    ['measure', measure],
    ['counted', counted],
    ['source', source === 'recorded' ? null : source],
    ['reason', reason],
    ['attribution', attribution],
    ['notice', notice],
    ['format', form],
  ];
  return `/performance/export?${new URLSearchParams(parts.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString()}`;
}

/** "conferences-reading-2026-11.csv": only letters, digits and hyphens before the dot. */
export function fileName({ grain, form, filter }: Wanted): string {
  const { source, measure, counted, hub, month, months } = filter;
  const parts = [
    grain,
    source === 'imported' ? source : null,
    measure,
    counted,
    hub,
    month.toString(),
    months === 1 ? null : `${months}-months`,
  ];
  return `${parts.filter((part) => part !== null).join('-')}.${form ?? 'csv'}`;
}
