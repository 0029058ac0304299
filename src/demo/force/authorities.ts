/** What tells the nine local authorities apart: size, way of numbering, and who works for them at TVP's end. */
export interface Authority {
  /** Share of all conferences, in hundredths: by number of children, raised where plans are more frequent. */
  readonly share: number;
  /** How many of the demo's attendees belong to the hub. */
  readonly people: number;
  readonly coordinator: string;
  /** Whoever decides on relevance beside the coordinator. */
  readonly supervisor: string | null;
  readonly meetingId: (number: number) => string;
  /** The number of the last meeting booked before today. */
  readonly lastMeeting: number;
  readonly childId: (number: number, year: number) => string;
  readonly firstChild: number;
  readonly building: string;
}

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');
const plain = (number: number): string => String(number);
const EAST_BERKSHIRE = 'Nadia Rahman';
const WEST_BERKSHIRE = 'Owen Pritchard';

/** Numbers end below those of the sample mail and lists, so that what those bring is new to the tracker. */
const AUTHORITIES: Readonly<Record<string, Authority>> = {
  'bracknell-forest': {
    share: 5,
    people: 3,
    coordinator: EAST_BERKSHIRE,
    supervisor: null,
    meetingId: (number) => `BFC/CP/${padded(number, 4)}`,
    lastMeeting: 911,
    childId: plain,
    firstChild: 80_014,
    building: 'Time Square, Bracknell',
  },
  buckinghamshire: {
    share: 20,
    people: 11,
    coordinator: 'Lena Marsh',
    supervisor: null,
    meetingId: (number) => `BC-CPC-${padded(number, 5)}`,
    lastMeeting: 18_240,
    childId: plain,
    firstChild: 602_310,
    building: 'Council offices, Aylesbury',
  },
  'milton-keynes': {
    share: 15,
    people: 9,
    coordinator: 'Lena Marsh',
    supervisor: null,
    meetingId: (number) => `MK/CPC/${padded(number, 5)}`,
    lastMeeting: 6_412,
    childId: (number) => `MK${padded(number, 6)}`,
    firstChild: 31_870,
    building: 'Civic Offices, Milton Keynes',
  },
  oxfordshire: {
    share: 24,
    people: 13,
    coordinator: 'Tom Price',
    supervisor: 'Helen Lowe',
    meetingId: (number) => `OCC-CPC-${plain(number)}`,
    lastMeeting: 14_231,
    childId: plain,
    firstChild: 4_460_112,
    building: 'Knights Court, Oxford',
  },
  reading: {
    share: 10,
    people: 7,
    coordinator: 'Priya Shah',
    supervisor: 'Helen Lowe',
    meetingId: (number) => `RBC-CP-${plain(number)}`,
    lastMeeting: 2_973,
    childId: (number, year) => `RBC-${year}-${plain(number)}`,
    firstChild: 16_020,
    building: 'Civic Offices, Reading',
  },
  slough: {
    share: 9,
    people: 6,
    coordinator: 'Priya Shah',
    supervisor: 'Helen Lowe',
    meetingId: (number) => `SCF-CP-${plain(number)}`,
    lastMeeting: 3_873,
    childId: (number) => `SCF${padded(number, 6)}`,
    firstChild: 40_220,
    building: 'Observatory House, Slough',
  },
  'west-berkshire': {
    share: 6,
    people: 4,
    coordinator: WEST_BERKSHIRE,
    supervisor: null,
    meetingId: (number) => `WB-CPC-${plain(number)}`,
    lastMeeting: 2_204,
    childId: plain,
    firstChild: 118_400,
    building: 'Council offices, Newbury',
  },
  'windsor-and-maidenhead': {
    share: 5,
    people: 3,
    coordinator: EAST_BERKSHIRE,
    supervisor: null,
    meetingId: (number) => `RBWM/CP/${padded(number, 4)}`,
    lastMeeting: 1_877,
    childId: plain,
    firstChild: 70_650,
    building: 'Town Hall, Maidenhead',
  },
  wokingham: {
    share: 6,
    people: 4,
    coordinator: WEST_BERKSHIRE,
    supervisor: null,
    meetingId: (number) => `WBC/CP/${padded(number, 4)}`,
    lastMeeting: 2_131,
    childId: plain,
    firstChild: 54_300,
    building: 'Shute End, Wokingham',
  },
};

/** Throws for a hub the demo knows nothing of: config/hubs.json and this table belong together. */
export function authorityOf(hubCode: string): Authority {
  const authority = AUTHORITIES[hubCode];
  if (authority === undefined) throw new Error(`The demo force has no facts about the hub ${hubCode}.`);
  return authority;
}
