/** Names the product gives: conference references and calendar UIDs. */

/**
 * 'TV-26-004211' for number 4211 of 2026: two digits of the year and a counter within it.
 * Throws RangeError for a year outside 2000-2099 or a counter outside 1-999999.
 */
export function conferenceReference(year: number, counter: number): string {
  if (!Number.isInteger(year) || year < 2000 || year > 2099) throw new RangeError(`No reference for year ${year}.`);
  if (!Number.isInteger(counter) || counter < 1 || counter > 999_999) {
    throw new RangeError(`A conference reference counts from 1 to 999999, not ${counter}.`);
  }
  return `TV-${String(year - 2000).padStart(2, '0')}-${String(counter).padStart(6, '0')}`;
}

/** Whether the text is exactly a reference as `conferenceReference` writes it: capitals, no spaces around. */
export const isConferenceReference = (text: string): boolean => /^TV-\d{2}-(?!000000)\d{6}$/.test(text);

/** A new UID for a calendar invitation, never given before: random, so that it says nothing about the conference. */
export const newUid = (domain: string): string => `${crypto.randomUUID()}@${domain}`;

/** A reference as people say it on the telephone, filled up: "4371", "26-4371" and "tv-26-4371" alike; null for another word. */
export function spokenReference(text: string, thisYear: number): string | null {
  const said = /^(?:tv[- ]?)?(?:(\d{2})[- ])?0*([1-9]\d{0,5})$/i.exec(text.trim());
  if (said === null) return null;
  return conferenceReference(said[1] === undefined ? thisYear : 2000 + Number(said[1]), Number(said[2]));
}
