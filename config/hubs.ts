/** The nine hubs: one per convening local authority. */
import { CONFERENCE_MODES } from '../src/conferences/modes.js';
import type { ConferenceMode } from '../src/conferences/modes.js';
import { TRANSFER_TRIGGERS, type TransferTrigger } from '../src/conferences/transfer.js';
import type { HubHours, OpeningHours } from '../src/kernel/working-time.js';
import type { Checked } from './checks.js';

/** The hub of a conference is never derived from `mailbox`: six hubs share one. */
export interface Hub {
  readonly code: string;
  readonly name: string;
  readonly localAuthority: string;
  readonly abbreviation: string;
  readonly hours: HubHours;
  readonly defaultMode: ConferenceMode;
  /** How many working days before the conference the police report is due. */
  readonly reportWorkingDays: { readonly initial: number; readonly review: number };
  /** From which event this authority counts the 15 working days of a transfer-in. */
  readonly transferTrigger: TransferTrigger;
  readonly quorumNote: string;
  readonly mailbox: string;
  /** Mail domains from which this authority, and no other, writes. */
  readonly laDomains: readonly string[];
  /** Whether calendar invitations may name the venue, and carry the join link. */
  readonly venueInInvitation: boolean;
  readonly joinLinkInInvitation: boolean;
  readonly validFrom: Temporal.PlainDate;
}

const HUB_KEYS = [
  'code',
  'name',
  'localAuthority',
  'abbreviation',
  'hours',
  'defaultMode',
  'reportWorkingDays',
  'transferTrigger',
  'quorumNote',
  'mailbox',
  'laDomains',
  'venueInInvitation',
  'joinLinkInInvitation',
  'validFrom',
];
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;

/** The hubs of a checked hubs.json; what is wrong with them is remembered there. */
export function readHubs(file: Checked): Hub[] {
  const hubs = file.list('hubs', 'hub', HUB_KEYS, readHub);
  file.noneTwice(
    'code',
    hubs.map((hub) => hub.code),
  );
  file.noneTwice(
    'abbreviation',
    hubs.map((hub) => hub.abbreviation),
  );
  // The sender's domain names the hub, so it can belong to one only.
  file.noneTwice(
    'domain',
    hubs.flatMap((hub) => hub.laDomains),
  );
  return hubs;
}

function readHub(entry: Checked): Hub {
  const report = entry.object('reportWorkingDays', ['initial', 'review']);
  return {
    code: entry.code('code'),
    name: entry.text('name'),
    localAuthority: entry.text('localAuthority'),
    abbreviation: entry.text('abbreviation'),
    hours: readHours(entry.object('hours', DAYS)),
    defaultMode: entry.oneOf<ConferenceMode>('defaultMode', CONFERENCE_MODES),
    reportWorkingDays: { initial: report.wholeNumber('initial', 0, 20), review: report.wholeNumber('review', 0, 20) },
    transferTrigger: entry.oneOf<TransferTrigger>('transferTrigger', TRANSFER_TRIGGERS),
    quorumNote: entry.text('quorumNote'),
    mailbox: entry.address('mailbox'),
    laDomains: entry.domains('laDomains'),
    venueInInvitation: entry.flag('venueInInvitation'),
    joinLinkInInvitation: entry.flag('joinLinkInInvitation'),
    validFrom: entry.date('validFrom'),
  };
}

function readHours(week: Checked): HubHours {
  const read = (day: (typeof DAYS)[number]): OpeningHours | null => {
    if (week.isNull(day)) return null;
    const hours = week.object(day, ['opens', 'closes']);
    const [opens, closes] = [hours.time('opens'), hours.time('closes')];
    if (opens !== '' && closes !== '' && opens >= closes) hours.problem(`opens at ${opens} but closes at ${closes}`);
    return { opens, closes };
  };
  return {
    monday: read('monday'),
    tuesday: read('tuesday'),
    wednesday: read('wednesday'),
    thursday: read('thursday'),
    friday: read('friday'),
  };
}
