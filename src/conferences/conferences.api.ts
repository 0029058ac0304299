import type { Reader } from '../database/transaction.js';
import { isRowId, keyIn, Paging } from '../web/api/cursor.js';
import { Choice, Day, Flag, Moment, Part, Parts, Shaped, Text, WholeNumber } from '../web/api/fields.js';
import { isWholeDay } from '../kernel/london.js';
import { dayOf } from '../web/api/received.js';
import { CircumstancesAnswer, circumstancesAnswer } from './circumstances.api.js';
import { circumstancesOf } from './circumstances.queries.js';
import type { ListedConference, ConferenceFilter, PlaceInList } from './conference-list.queries.js';
import { CONFERENCE_STATES, type Conference, type ConferenceState } from './conference.js';
import { childrenOf, currentSitting, type Child, type Sitting } from './conference.queries.js';
import { CONFERENCE_KINDS, type ConferenceKind } from './kinds.js';
import { RELEVANCE_VALUES, type RelevanceValue } from './relevance-values.js';
import { CONFERENCE_MODES, type ConferenceMode } from './modes.js';

const TIME_KNOWN = 'False of imported history of which only the day is known: it is given from midnight to midnight.';

const REFERENCE = /^TV-\d{2}-\d{6}$/;

export class SittingAnswer {
  @WholeNumber({ min: 1, example: 1, about: 'An adjournment adds a sitting; a move changes the one there is.' })
  readonly number!: number;

  @Moment({ example: '2026-11-30T09:30:00Z' })
  readonly startsAt!: string;

  @Moment({ example: '2026-11-30T11:00:00Z' })
  readonly endsAt!: string;

  @Flag({ example: true, about: TIME_KNOWN })
  readonly timeKnown!: boolean;

  @Choice(CONFERENCE_MODES, { example: 'video' })
  readonly mode!: ConferenceMode;

  @Text({ presence: 'nullable', example: 'Civic Offices, Bridge Street' })
  readonly venue!: string | null;

  @Text({ presence: 'nullable', max: 2_000, example: 'https://meet.example/abc-defg' })
  readonly joinLink!: string | null;
}

export class ChildAnswer {
  @Text({ presence: 'nullable', example: 'RBC-104233' })
  readonly laChildId!: string | null;

  @Text({ presence: 'nullable', example: 'NICHE-7781204' })
  readonly policeReference!: string | null;

  @Text({ presence: 'nullable', max: 4, example: 'JB', about: 'The tracker stores no names.' })
  readonly initials!: string | null;

  @WholeNumber({ presence: 'nullable', example: 2019 })
  readonly bornYear!: number | null;

  @Day({ presence: 'nullable', about: 'Of an unborn child.' })
  readonly expectedOn!: string | null;
}

/** What a list and a single answer both tell of a conference. */
class ConferenceFacts {
  @Shaped({ shape: REFERENCE, sentence: 'Give a reference such as TV-26-000001.', example: 'TV-26-000001' })
  readonly reference!: string;

  @WholeNumber({ min: 1, example: 1, about: 'Counts up with each change; the ETag says the same.' })
  readonly version!: number;

  @Text({ example: 'reading', about: 'The code of the hub of the convening local authority.' })
  readonly hub!: string;

  @Choice(CONFERENCE_KINDS, {})
  readonly kind!: ConferenceKind;

  @Choice(CONFERENCE_STATES, { example: 'scheduled' })
  readonly state!: ConferenceState;

  @Text({ presence: 'nullable', example: 'RBC/2026/0117' })
  readonly laMeetingId!: string | null;

  @Text({
    presence: 'nullable',
    example: null,
    about: 'The authority outside Thames Valley that convenes it; null when it is that of the hub.',
  })
  readonly convenedBy!: string | null;

  @Flag({ example: false, about: 'Recorded by automation, and no person has confirmed it yet.' })
  readonly toConfirm!: boolean;
}

export class ConferenceSummary extends ConferenceFacts {
  @Moment({ example: '2026-11-30T09:30:00Z', about: 'Of the sitting that counts now, as are the end and the mode.' })
  readonly startsAt!: string;

  @Moment({ example: '2026-11-30T11:00:00Z' })
  readonly endsAt!: string;

  @Flag({ example: true, about: TIME_KNOWN })
  readonly timeKnown!: boolean;

  @Choice(CONFERENCE_MODES, { example: 'video' })
  readonly mode!: ConferenceMode;
}

export class ConferenceAnswer extends ConferenceFacts {
  @Text({ presence: 'nullable', max: 2_000, about: 'Why it is no longer scheduled.' })
  readonly stateReason!: string | null;

  @Day({ presence: 'nullable', example: '2026-11-10' })
  readonly strategyDiscussionOn!: string | null;

  @Part(SittingAnswer, { about: 'The sitting that counts now.' })
  readonly sitting!: SittingAnswer;

  @Parts(ChildAnswer)
  readonly children!: readonly ChildAnswer[];

  @Part(CircumstancesAnswer)
  readonly circumstances!: CircumstancesAnswer;
}

export class ConferencePage {
  @Parts(ConferenceSummary)
  readonly items!: readonly ConferenceSummary[];

  @Text({ presence: 'nullable', max: 300, about: 'Send it as `after` for the next page; null on the last.' })
  readonly next!: string | null;
}

export class SittingList {
  @Parts(SittingAnswer)
  readonly items!: readonly SittingAnswer[];
}

export class ConferenceQuery extends Paging {
  @Text({ presence: 'omittable', max: 60, about: 'Code of one hub.', example: 'reading' })
  readonly hub?: string;

  @Choice(CONFERENCE_KINDS, { presence: 'omittable' })
  readonly kind?: ConferenceKind;

  @Choice(CONFERENCE_STATES, { presence: 'omittable', example: 'scheduled' })
  readonly state?: ConferenceState;

  @Choice(RELEVANCE_VALUES, {
    presence: 'omittable',
    example: 'undecided',
    about: 'Reviews alone, by how their relevance stands now.',
  })
  readonly relevance?: RelevanceValue;

  @Day({ presence: 'omittable', about: 'The first day, in London, on which it may start.', example: '2026-11-23' })
  readonly from?: string;

  @Day({ presence: 'omittable', about: 'The last day, in London, on which it may start.', example: '2026-12-04' })
  readonly to?: string;
}

export const filterOf = (query: ConferenceQuery): ConferenceFilter => ({
  hub: query.hub ?? null,
  kind: query.kind ?? null,
  state: query.state ?? null,
  relevance: query.relevance ?? null,
  from: dayOf(query.from),
  to: dayOf(query.to),
});

type Place = readonly [epochNanoseconds: string, id: number];

/** What a cursor of the list carries: the start, to the last digit, and the id. */
export const placeOf = (listed: ListedConference): Place => [listed.startsAt.epochNanoseconds.toString(), listed.id];

/** Where a page of the list begins: after this start and, among those that start together, after this id. */
export const placeIn = (query: Paging): PlaceInList | null =>
  keyIn(query, ([start, id]) =>
    typeof start === 'string' && /^\d{1,19}$/.test(start) && isRowId(id)
      ? { startsAt: Temporal.Instant.fromEpochNanoseconds(BigInt(start)), id }
      : null,
  );

const factsOf = (conference: Omit<Conference, 'stateReason' | 'strategyDiscussionOn'>): ConferenceFacts => ({
  reference: conference.reference,
  version: conference.version,
  hub: conference.hubCode,
  kind: conference.kind,
  state: conference.state,
  laMeetingId: conference.laMeetingId,
  convenedBy: conference.convenedBy,
  toConfirm: conference.toConfirm !== null,
});

export const summaryOf = (listed: ListedConference): ConferenceSummary => ({
  ...factsOf(listed),
  startsAt: listed.startsAt.toString(),
  endsAt: listed.endsAt.toString(),
  timeKnown: !isWholeDay(listed.startsAt, listed.endsAt),
  mode: listed.mode,
});

export const sittingAnswer = (sitting: Omit<Sitting, 'id' | 'conferenceId'>): SittingAnswer => ({
  number: sitting.number,
  startsAt: sitting.startsAt.toString(),
  endsAt: sitting.endsAt.toString(),
  timeKnown: !isWholeDay(sitting.startsAt, sitting.endsAt),
  mode: sitting.mode,
  venue: sitting.venue,
  joinLink: sitting.joinLink,
});

export const childAnswer = (child: Omit<Child, 'id'>): ChildAnswer => ({
  laChildId: child.laChildId,
  policeReference: child.policeReference,
  initials: child.initials,
  bornYear: child.bornYear,
  expectedOn: child.expectedOn?.toString() ?? null,
});

/** The conference as the API shows it, with its sitting and children as they now stand. */
export async function conferenceAnswer(reader: Reader, conference: Conference): Promise<ConferenceAnswer> {
  const sitting = await currentSitting(reader, conference.id);
  const children = await childrenOf(reader, conference.id);
  return {
    ...factsOf(conference),
    stateReason: conference.stateReason,
    strategyDiscussionOn: conference.strategyDiscussionOn?.toString() ?? null,
    sitting: sittingAnswer(sitting),
    children: children.map(childAnswer),
    circumstances: circumstancesAnswer(await circumstancesOf(reader, conference.id)),
  };
}
