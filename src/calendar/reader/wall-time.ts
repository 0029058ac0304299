/** Local date and time of the basic form; null when it is none or does not exist. */
export function readWallTime(text: string): Temporal.PlainDateTime | null {
  const parts = /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:[Tt ](\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?)?/.exec(text);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60 || day < 1) return null;
  if (day > new Temporal.PlainYearMonth(year, month).daysInMonth) return null;
  return new Temporal.PlainDateTime(year, month, day, hour, minute, Math.min(second, 59));
}
