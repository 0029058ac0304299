/** The bank holidays, by their dates. */
import type { Checked } from './checks.js';

export function readHolidays(file: Checked): ReadonlyMap<string, string> {
  const days = file.list('holidays', 'holiday', ['date', 'name'], (entry) => ({
    date: entry.date('date').toString(),
    name: entry.text('name'),
  }));
  const dates = days.map((day) => day.date);
  file.noneTwice('date', dates);
  return sealed(new Map(days.map((day) => [day.date, day.name])));
}

/** Freezing a Map does not close it, so the holidays lose the methods that would change them. */
function sealed(map: Map<string, string>): ReadonlyMap<string, string> {
  const refuse = (): never => {
    throw new TypeError('Reference data does not change while the program runs.');
  };
  return Object.assign(map, { set: refuse, delete: refuse, clear: refuse });
}
