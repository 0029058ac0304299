import { WINDOWS_TO_IANA_MAP } from 'windows-iana';

/**
 * From the name in TZID to IANA rules, by the order of RFC 5545 practice: an IANA name, a Windows key that CLDR knows, a
 * Windows key or place list as Exchange 2003, Outlook's display names and Lotus Notes write them. Null for anything
 * else: the caller then asks the VTIMEZONE that came along, and failing that a person. Offsets alone name no rules,
 * unless they are all there is ("UTC+01:00").
 */
export function ianaZone(tzid: string): string | null {
  const name = tzid
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim();
  if (name === '' || name.length > 200) return null;
  const before = resolved.get(name);
  if (before !== undefined) return before;
  const zone = iana(name) ?? prefixed(name) ?? windows(name) ?? displayName(name) ?? utc(name) ?? fixedOffset(name);
  if (resolved.size < 1000) resolved.set(name, zone);
  return zone;
}

const resolved = new Map<string, string | null>();

function iana(name: string): string | null {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return null;
  try {
    return new Temporal.ZonedDateTime(0n, name).timeZoneId;
  } catch (error) {
    if ((error as Error).name === 'RangeError') return null;
    throw error;
  }
}

/** "/freeassociation.sourceforge.net/Tzfile/Europe/London": the registry before the name says nothing about the rules. */
function prefixed(name: string): string | null {
  if (!name.includes('/')) return null;
  const segments = name.split('/').filter((segment) => segment !== '');
  for (const count of [3, 2]) {
    const zone = segments.length > count - 1 ? iana(segments.slice(-count).join('/')) : null;
    if (zone !== null) return zone;
  }
  return null;
}

const WINDOWS: ReadonlyMap<string, string> = new Map(
  WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === '001').map(({ windowsName, iana: names }) => [
    windowsName.toLowerCase(),
    names[0] ?? '',
  ]),
);

/** Windows keys; without "Standard Time" as Lotus Notes writes them; with "Daylight Time"; with a copy number. */
function windows(name: string): string | null {
  const key = name.toLowerCase().replace(/\s+/g, ' ').replace(/ \d+$/, '');
  const standard = key.replace(/ (daylight|summer) time$/, ' standard time');
  const zone = WINDOWS.get(key) ?? WINDOWS.get(standard) ?? WINDOWS.get(`${key} standard time`);
  return zone === undefined || zone === '' ? null : zone;
}

/** Places as Windows and Exchange list them after the offset, against the Windows key; spelling has varied by year. */
const PLACES: Readonly<Record<string, string>> = {
  'dublin, edinburgh, lisbon, london': 'gmt standard time',
  'greenwich mean time; dublin, edinburgh, london': 'gmt standard time',
  'greenwich mean time: dublin, edinburgh, lisbon, london': 'gmt standard time',
  'greenwich mean time : dublin, edinburgh, lisbon, london': 'gmt standard time',
  'greenwich mean time - dublin, edinburgh, lisbon, london': 'gmt standard time',
  'dublin, edinburgh, lisbon, london (gmt)': 'gmt standard time',
  'dublin, edinburgh, london': 'gmt standard time',
  'edinburgh, london': 'gmt standard time',
  'britain, ireland, portugal, western europe': 'gmt standard time',
  'monrovia, reykjavik': 'greenwich standard time',
  'casablanca, monrovia': 'greenwich standard time',
  'amsterdam, berlin, bern, rome, stockholm, vienna': 'w. europe standard time',
  'berlin, stockholm, rome, bern, brussels, vienna': 'w. europe standard time',
  'amsterdam, belgrade, berlin, brussels, budapest, madrid, paris, prague, stockholm': 'romance standard time',
  'western, central europe': 'w. europe standard time',
  'brussels, copenhagen, madrid, paris': 'romance standard time',
  'paris, madrid, brussels, copenhagen': 'romance standard time',
  'belgrade, bratislava, budapest, ljubljana, prague': 'central europe standard time',
  'prague, central europe': 'central europe standard time',
  'sarajevo, skopje, warsaw, zagreb': 'central european standard time',
  'sarajevo, skopje, sofija, vilnius, warsaw, zagreb': 'central european standard time',
  'west central africa': 'w. central africa standard time',
  'athens, bucharest': 'gtb standard time',
  'athens, bucharest, istanbul': 'gtb standard time',
  'athens, istanbul, minsk': 'gtb standard time',
  bucharest: 'e. europe standard time',
  'eastern europe': 'e. europe standard time',
  chisinau: 'e. europe standard time',
  'helsinki, kyiv, riga, sofia, tallinn, vilnius': 'fle standard time',
  'helsinki, riga, tallinn': 'fle standard time',
  'harare, pretoria': 'south africa standard time',
  cairo: 'egypt standard time',
  jerusalem: 'israel standard time',
  israel: 'israel standard time',
  istanbul: 'turkey standard time',
  'moscow, st. petersburg': 'russian standard time',
  'moscow, st. petersburg, volgograd': 'russian standard time',
  baghdad: 'arabic standard time',
  'kuwait, riyadh': 'arab standard time',
  nairobi: 'e. africa standard time',
  tehran: 'iran standard time',
  'abu dhabi, muscat': 'arabian standard time',
  yerevan: 'caucasus standard time',
  kabul: 'afghanistan standard time',
  ekaterinburg: 'ekaterinburg standard time',
  'islamabad, karachi': 'pakistan standard time',
  'islamabad, karachi, tashkent': 'pakistan standard time',
  'chennai, kolkata, mumbai, new delhi': 'india standard time',
  'bombay, calcutta, madras, new delhi': 'india standard time',
  'calcutta, chennai, mumbai, new delhi': 'india standard time',
  kathmandu: 'nepal standard time',
  dhaka: 'bangladesh standard time',
  'yangon (rangoon)': 'myanmar standard time',
  'bangkok, hanoi, jakarta': 'se asia standard time',
  'beijing, chongqing, hong kong, urumqi': 'china standard time',
  'kuala lumpur, singapore': 'singapore standard time',
  perth: 'w. australia standard time',
  'osaka, sapporo, tokyo': 'tokyo standard time',
  seoul: 'korea standard time',
  adelaide: 'cen. australia standard time',
  darwin: 'aus central standard time',
  brisbane: 'e. australia standard time',
  'canberra, melbourne, sydney': 'aus eastern standard time',
  'auckland, wellington': 'new zealand standard time',
  azores: 'azores standard time',
  'cape verde is.': 'cape verde standard time',
  'cabo verde is.': 'cape verde standard time',
  brasilia: 'e. south america standard time',
  'buenos aires': 'argentina standard time',
  newfoundland: 'newfoundland standard time',
  'atlantic time (canada)': 'atlantic standard time',
  'eastern time (us & canada)': 'eastern standard time',
  'central time (us & canada)': 'central standard time',
  'mountain time (us & canada)': 'mountain standard time',
  'pacific time (us & canada)': 'pacific standard time',
  'pacific time (us & canada); tijuana': 'pacific standard time',
  'pacific time (us & canada), tijuana': 'pacific standard time',
  'indiana (east)': 'us eastern standard time',
  'bogota, lima, quito': 'sa pacific standard time',
  saskatchewan: 'canada central standard time',
  arizona: 'us mountain standard time',
  alaska: 'alaskan standard time',
  hawaii: 'hawaiian standard time',
};

/** "(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "(GMT-05.00) Eastern Time (US & Canada)", or the places alone. */
function displayName(name: string): string | null {
  const places = name
    .toLowerCase()
    .replace(/^\((gmt|utc)[^)]*\)\s*/, '')
    .replace(/\\/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*[/,]\s*/g, ', ')
    .replace('us and canada', 'us & canada')
    .trim();
  const key = PLACES[places];
  return (key === undefined ? undefined : WINDOWS.get(key)) ?? null;
}

function utc(name: string): string | null {
  return /^(z|utc|gmt|\(?(utc|gmt)\)?( coordinated universal time)?|coordinated universal time|tzone:\/\/microsoft\/utc)$/i.test(
    name,
  )
    ? 'UTC'
    : null;
}

function fixedOffset(name: string): string | null {
  const parts = /^(?:utc|gmt)? ?([+-])(\d{1,2})[:.]?(\d{2})?$/i.exec(name);
  const [, sign = '', hour = '', minute = '00'] = parts ?? [];
  if (!parts || Number(hour) > 14 || Number(minute) > 59) return null;
  return `${sign}${hour.padStart(2, '0')}:${minute}`;
}
