import { CONFERENCE_KINDS } from '../conferences/kinds.js';
import { formatTime } from '../kernel/london.js';
import { NOTHING_KNOWN } from '../conferences/children.js';
import type { FurtherInvitation } from '../invitations/further-invitations.service.js';
import { ASKED, CHANNELS } from '../invitations/invitation.js';
import { BORN_OR_DUE, receivedAs, writtenDate, type Hints } from '../invitations/invitation.page.js';
import {
  CHILD_ROWS,
  filledIn,
  type InvitationFieldName,
  type TypedInvitation,
} from '../invitations/typed-invitation.js';
import type { Candidate, ReadField, Reading } from './candidate.queries.js';
import type { InvitationFields } from './read-invitation.js';

/** The fields of the form that a reading fills: from which of its fields, and how a sentence names them. */
export const FIELD_WORDS = {
  hub: { from: 'hub', words: 'local authority' },
  kind: { from: 'kind', words: 'kind of conference' },
  startsOn: { from: 'date', words: 'date' },
  startsAt: { from: 'startsAt', words: 'start' },
  endsAt: { from: 'endsAt', words: 'end' },
  laMeetingId: { from: 'laMeetingId', words: 'LA meeting id' },
  mode: { from: 'mode', words: 'how it is held' },
  venue: { from: 'venue', words: 'venue' },
  joinLink: { from: 'joinLink', words: 'join link' },
  strategyOn: { from: 'strategyDiscussionOn', words: 'strategy discussion' },
  childCount: { from: 'childCount', words: 'number of children' },
  convenedBy: { from: 'convenedBy', words: 'authority that convenes it' },
} as const satisfies Partial<Record<InvitationFieldName, { from: keyof InvitationFields; words: string }>>;
type FilledField = keyof typeof FIELD_WORDS;

/** What an empty field means, where that is worth saying. */
const WHEN_EMPTY: Partial<Record<FilledField, string>> = {
  endsAt: '90 minutes after the start if you leave it empty',
  mode: "this is the hub's usual way",
  convenedBy: 'the authority above does',
};

const LONGEST_SOURCE = 160;
const NOT_FOUND = 'Could not be read from the message';

type Read = Pick<Candidate, 'reading' | 'channel'> & {
  /** Null when nothing says when it reached us. */
  readonly receivedAt: Temporal.Instant | null;
};

/** The form as far as the message filled it: what could not be read stays empty. */
export function prefilled({ reading, channel, receivedAt }: Read): TypedInvitation {
  const value = (name: string): string => reading[name]?.value ?? '';
  return filledIn(
    {
      hub: value('hub'),
      kind: CONFERENCE_KINDS.find((kind) => kind === value('kind')) ?? '',
      laMeetingId: value('laMeetingId'),
      startsOn: dateText(value('date')),
      startsAt: timeText(value('startsAt')),
      endsAt: timeText(value('endsAt')),
      mode: value('mode'),
      venue: value('venue'),
      joinLink: value('joinLink'),
      strategyOn: dateText(value('strategyDiscussionOn')),
      childCount: value('childCount'),
      convenedBy: value('convenedBy'),
      chairRequest: value('chairRequestsPolice') === '' ? '' : 'yes',
      planMayEnd: value('planMayEnd') === '' ? '' : 'yes',
      channel: CHANNELS.find((each) => each === channel) ?? '',
      ...(receivedAt === null ? {} : receivedAs(receivedAt)),
    },
    childIds(reading)
      .slice(0, CHILD_ROWS)
      .map((laChildId) => ({ laChildId })),
  );
}

const dateText = (iso: string): string => (iso === '' ? '' : writtenDate(Temporal.PlainDate.from(iso)));
const timeText = (instant: string): string => (instant === '' ? '' : formatTime(Temporal.Instant.from(instant)));
const childIds = (reading: Reading): readonly string[] =>
  (reading['childIds']?.value ?? '').split(',').filter((id) => id !== '');

/** What the message adds to a conference on record. */
export const furtherInvitation = (
  candidate: Pick<Candidate, 'reading' | 'channel' | 'receivedAt'>,
): FurtherInvitation => ({
  receivedAt: candidate.receivedAt,
  channel: candidate.channel,
  asked: ASKED.filter(
    (what) => candidate.reading[what === 'plan-may-end' ? 'planMayEnd' : 'chairRequestsPolice'] !== undefined,
  ),
  children: childIds(candidate.reading).map((laChildId) => ({ ...NOTHING_KNOWN, laChildId })),
});

/** Beside each field: the words it was read from, or that the message does not say. */
export function readingHints({ reading }: Pick<Read, 'reading'>): Hints {
  const names = Object.keys(FIELD_WORDS) as FilledField[];
  return {
    ...Object.fromEntries(names.map((name) => [name, hint(reading[FIELD_WORDS[name].from], WHEN_EMPTY[name])])),
    receivedOn: 'When the message reached us',
    children: childrenHint(reading),
  };
}

const hint = (field: ReadField | undefined, whenEmpty?: string): string =>
  field === undefined ? [NOT_FOUND, whenEmpty].filter(Boolean).join(': ') : readFrom(field);

export const readFrom = (field: ReadField): string => `Read from: ${sourceWords(field)}`;

function sourceWords({ source }: ReadField): string {
  const words = source.replace(/\s+/g, ' ').trim();
  return words.length > LONGEST_SOURCE ? `${words.slice(0, LONGEST_SOURCE)}…` : words;
}

/** The words of the message that a field of the form is about; '' when it has none. */
export function sourceOf(name: InvitationFieldName, reading: Reading): string {
  const field = name in FIELD_WORDS ? reading[FIELD_WORDS[name as FilledField].from] : undefined;
  return field === undefined ? '' : sourceWords(field);
}

function childrenHint(reading: Reading): string {
  const listed = reading['childIds'];
  if (listed === undefined) return `${NOT_FOUND}. All of it may stay empty. ${BORN_OR_DUE} No names.`;
  const ids = childIds(reading);
  const more = ids.length > CHILD_ROWS ? ` There is room for ${CHILD_ROWS} of the ${ids.length} here.` : '';
  return `${readFrom(listed)}.${more} ${BORN_OR_DUE} No names.`;
}
