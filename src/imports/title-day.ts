/** The day of a list that has no column for it: "Conferences on Monday 7 December 2026" above its heading. */

const DAY =
  /(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? \d{4}|(?<![\d/])\d{1,2}\/\d{1,2}\/\d{4})/gi;
/** Such a day says when the list was made, or when a span of days begins. */
const OTHER_DAY =
  /\b(print(ed)?|produced|run|as (at|of|on)|updated|created|generated|extracted|exported|report date|correct|week|w\/?c|commencing|beginning|ending|from|between|until|to)\b/i;

/** As it is written; null when no title says a day, or more than one. */
export function dayInTitles(titles: readonly string[]): string | null {
  const days = titles
    .filter((title) => title.length <= 200 && !OTHER_DAY.test(title))
    .flatMap((title) => title.replace(/\s+/g, ' ').match(DAY) ?? []);
  return new Set(days).size === 1 ? (days[0] ?? null) : null;
}
