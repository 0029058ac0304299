import { LEARNT_FROM, learntLabel } from '../conferences/circumstances.js';
import { CONFERENCE_KINDS, KIND_WORDS, kindLabel } from '../conferences/kinds.js';
import { CONFERENCE_MODES, modeLabel, type ConferenceMode } from '../conferences/modes.js';
import { TRANSFER_TRIGGERS, triggerLabel } from '../conferences/transfer.js';
import { formatTime, londonDate } from '../kernel/london.js';
import type { AlikePart } from './alike.page.js';
import { CAME_TO, cameToLabel, CHANNELS, channelLabel } from './invitation.js';
import {
  childField,
  filledIn,
  type InvitationFieldName,
  type TypedChild,
  type TypedInvitation,
} from './typed-invitation.js';

interface Option {
  readonly value: string;
  readonly text: string;
}

/** A hub as the form offers it. */
export interface OfferedHub {
  readonly code: string;
  readonly name: string;
  readonly defaultMode: ConferenceMode;
}

interface ChildRowFields {
  readonly legend: string;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly value: string }[];
}

/** The fields of an invitation as the view prints them; the same for a new one and for a candidate. */
export interface InvitationFieldsPart {
  readonly typed: TypedInvitation;
  readonly hubs: readonly Option[];
  readonly kinds: readonly Option[];
  readonly modes: readonly Option[];
  readonly channels: readonly Option[];
  readonly cameTo: readonly Option[];
  readonly triggers: readonly Option[];
  /** Whether what is rarely needed is in sight, not folded away. */
  readonly open: { readonly asked: boolean; readonly others: boolean; readonly transfer: boolean };
  readonly hints: Readonly<Record<InvitationFieldName | 'children', string>>;
  /** The rows in sight: those that hold something, and always the first. */
  readonly children: readonly ChildRowFields[];
  /** Empty rows, folded away. */
  readonly moreChildren: readonly ChildRowFields[];
  readonly doubt: { readonly lines: readonly string[]; readonly about: string } | null;
  readonly alike: AlikePart | null;
  /** Boxes ticked on an earlier showing, which need not be ticked again for the same. */
  readonly agreed: Readonly<Record<string, string>>;
}

export type Hints = Partial<Readonly<Record<InvitationFieldName | 'children', string>>>;

/** What the last box of a child's row takes. */
export const BORN_OR_DUE = 'Born or due is a year of birth, or the date on which the child is expected.';

const HINTS: Record<InvitationFieldName | 'children', string> = {
  hub: '',
  kind: '',
  laMeetingId: 'If the local authority gave one',
  startsOn: 'For example, 24/11/26, 24 Nov or tomorrow',
  startsAt: 'For example, 9:30 or 2pm',
  endsAt: '90 minutes after the start if you leave it empty',
  mode: '',
  venue: 'Only if police can attend in the room',
  joinLink: 'For video',
  strategyOn: 'For an initial conference',
  channel: '',
  childCount: 'If there are more than you list below',
  cameTo: 'An invitation counts from the first time it reached anybody in TVP',
  convenedBy: 'Its name, if it is none of the nine. The authority above then only says which hub looks after it.',
  transferTrigger: '15 working days count from it',
  transferOn: '',
  transferFrom: 'Any authority or police force',
  chairRequest: '',
  planMayEnd: '',
  receivedOn: 'When it first reached anybody in TVP',
  receivedTime: 'An estimate will do',
  children: `Whatever is known; all of it may stay empty. ${BORN_OR_DUE} No names.`,
};

/** What the form starts with: the hub when there is only one, that hub's mode, and now. */
export const emptyForm = (hubs: readonly OfferedHub[], now: Temporal.Instant): TypedInvitation =>
  filledIn({ hub: hubs.length === 1 ? (hubs[0]?.code ?? '') : '', ...receivedAs(now) });

/** The two fields of when TVP received it. */
export function receivedAs(at: Temporal.Instant): { readonly receivedOn: string; readonly receivedTime: string } {
  return { receivedOn: writtenDate(londonDate(at)), receivedTime: formatTime(at) };
}

/** "24/11/2026": as people type it, so that one digit can be changed. */
export const writtenDate = (date: Temporal.PlainDate): string =>
  `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}/${date.year}`;

export interface Asked {
  readonly hints?: Hints;
  readonly doubt?: InvitationFieldsPart['doubt'];
  readonly alike?: AlikePart | null;
}

/** The form with what was typed in it. Rows of further children are folded away until one of them holds something. */
export function invitationFields(
  typed: TypedInvitation,
  hubs: readonly OfferedHub[],
  { hints = {}, doubt = null, alike = null }: Asked = {},
): InvitationFieldsPart {
  const rows = typed.children.map(childRow);
  const lastFilled = typed.children.findLastIndex((child) => Object.values(child).some((text) => text !== ''));
  const inSight = Math.max(lastFilled + 1, 1);
  return {
    typed: typed.mode === '' ? { ...typed, mode: usualMode(typed.hub, hubs) } : typed,
    hubs: choice(
      hubs.length === 1,
      hubs.map((hub) => ({ value: hub.code, text: hub.name })),
    ),
    kinds: choice(
      false,
      CONFERENCE_KINDS.map((kind) => ({ value: kind, text: kindWords(kind) })),
    ),
    modes: [...modeUnset(typed.hub, hubs), ...CONFERENCE_MODES.map((mode) => ({ value: mode, text: modeLabel(mode) }))],
    channels: choice(false, [
      ...CHANNELS.map((channel) => ({ value: channel, text: channelLabel(channel) })),
      ...LEARNT_FROM.map((from) => ({ value: from, text: `Not invited: ${lower(learntLabel(from))}` })),
    ]),
    cameTo: [
      { value: '', text: 'The hub' },
      ...CAME_TO.map((cameTo) => ({ value: cameTo, text: cameToLabel(cameTo) })),
    ],
    triggers: [
      { value: '', text: 'Not known yet' },
      ...TRANSFER_TRIGGERS.map((trigger) => ({ value: trigger, text: triggerLabel(trigger) })),
    ],
    open: {
      asked: typed.chairRequest + typed.planMayEnd !== '',
      others: typed.cameTo !== '' || typed.convenedBy !== '',
      transfer: typed.kind === 'transfer-in' || typed.transferTrigger + typed.transferOn + typed.transferFrom !== '',
    },
    hints: { ...HINTS, ...hints },
    children: rows.slice(0, inSight),
    moreChildren: rows.slice(inSight),
    doubt,
    alike,
    agreed: {
      ...(typed.sure && doubt === null ? { sure: 'yes', doubt: typed.doubt } : {}),
      ...(typed.another && alike === null ? { another: 'yes', alike: typed.alike } : {}),
    },
  };
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const choice = (single: boolean, options: readonly Option[]): readonly Option[] =>
  single ? options : [{ value: '', text: 'Choose' }, ...options];

const kindWords = (kind: keyof typeof KIND_WORDS): string =>
  kind === 'icpc' || kind === 'rcpc' ? `${kindLabel(kind)} (${KIND_WORDS[kind].family})` : kindLabel(kind);

/** The mode that all hubs in question share, or none. */
export function usualMode(hubCode: string, hubs: readonly OfferedHub[]): ConferenceMode | '' {
  const asked = hubCode === '' ? hubs : hubs.filter((hub) => hub.code === hubCode);
  const modes = new Set(asked.map((hub) => hub.defaultMode));
  return modes.size === 1 ? [...modes][0]! : '';
}

const modeUnset = (hubCode: string, hubs: readonly OfferedHub[]): readonly Option[] =>
  usualMode(hubCode, hubs) === '' ? [{ value: '', text: 'As usual for the hub' }] : [];

export function childRow(child: TypedChild, row: number): ChildRowFields {
  const field = (name: keyof TypedChild, label: string): ChildRowFields['fields'][number] => ({
    name: childField(row, name),
    label,
    value: child[name],
  });
  return {
    legend: `Child ${row + 1}`,
    fields: [
      field('laChildId', 'LA child id'),
      field('policeReference', 'Police reference'),
      field('initials', 'Initials'),
      field('born', 'Born or due'),
    ],
  };
}
