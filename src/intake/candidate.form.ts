import { CONFERENCE_KINDS } from '../conferences/kinds.js';
import { formatTime } from '../kernel/london.js';
import { CHANNELS } from '../invitations/invitation.js';
import { BORN_OR_DUE, receivedAs, writtenDate, type Hints } from '../invitations/invitation.page.js';
import {
  CHILD_ROWS,
  filledIn,
  type InvitationFieldName,
  type TypedInvitation,
} from '../invitations/typed-invitation.js';
import type { Candidate, ReadField, Reading } from './candidate.queries.js';

/** The field of a reading from which each field of the form is filled. */
const FILLED_FROM = {
  hub: 'hub',
  kind: 'kind',
  laMeetingId: 'laMeetingId',
  startsOn: 'date',
  startsAt: 'startsAt',
  endsAt: 'endsAt',
  mode: 'mode',
  venue: 'venue',
  joinLink: 'joinLink',
  strategyOn: 'strategyDiscussionOn',
  childCount: 'childCount',
} as const satisfies Partial<Record<InvitationFieldName, string>>;
type FilledField = keyof typeof FILLED_FROM;

/** What an empty field means, where that is worth saying. */
const WHEN_EMPTY: Partial<Record<FilledField, string>> = {
  endsAt: '90 minutes after the start if you leave it empty',
  mode: "this is the hub's usual way",
};

const LONGEST_SOURCE = 160;
const NOT_FOUND = 'Could not be read from the message';

type Read = Pick<Candidate, 'reading' | 'channel' | 'receivedAt'>;

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
      channel: CHANNELS.find((each) => each === channel) ?? '',
      ...receivedAs(receivedAt),
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

/** Beside each field: the words it was read from, or that the message does not say. */
export function readingHints({ reading }: Pick<Read, 'reading'>): Hints {
  const names = Object.keys(FILLED_FROM) as FilledField[];
  return {
    ...Object.fromEntries(names.map((name) => [name, hint(reading[FILLED_FROM[name]], WHEN_EMPTY[name])])),
    receivedOn: 'When the message reached us',
    children: childrenHint(reading),
  };
}

const hint = (field: ReadField | undefined, whenEmpty?: string): string =>
  field === undefined ? [NOT_FOUND, whenEmpty].filter(Boolean).join(': ') : readFrom(field);

export function readFrom({ source }: ReadField): string {
  const words = source.replace(/\s+/g, ' ').trim();
  return `Read from: ${words.length > LONGEST_SOURCE ? `${words.slice(0, LONGEST_SOURCE)}…` : words}`;
}

function childrenHint(reading: Reading): string {
  const listed = reading['childIds'];
  if (listed === undefined) return `${NOT_FOUND}. All of it may stay empty. ${BORN_OR_DUE} No names.`;
  const ids = childIds(reading);
  const more = ids.length > CHILD_ROWS ? ` There is room for ${CHILD_ROWS} of the ${ids.length} here.` : '';
  return `${readFrom(listed)}.${more} ${BORN_OR_DUE} No names.`;
}
