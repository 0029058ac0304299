import type { LaRole } from '../../config/matching.js';
import type { Hub } from '../../config/reference-data.js';
import { possibleChanges, stateLabel, type StateChange } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import { rowName } from '../imports/list.js';
import type { Cell, FieldError, Row, Table } from '../web/page-parts.js';
import { attendedWords, childrenWords, dayWords, type DifferenceKind, type OurConference } from './differences.js';
import type { ShownRow } from './looking.service.js';
import type { TypedRow } from './reconciliation.form.js';
import { agreedNotes, differenceWords } from './reconciliation.page.js';
import { periodOf, periodWords, POSITIONS, type Reconciliation } from './reconciliation.js';
import type { TheirMeeting } from './their-meeting.js';
import { CLASS_TAGS, POSITION_WORDS } from './words.js';

export interface RowFacts {
  readonly list: Reconciliation;
  readonly row: ShownRow;
  readonly hub: Hub;
  readonly mayDecide: boolean;
  /** On whose behalf something can be agreed. */
  readonly roles: readonly LaRole[];
  readonly typed: TypedRow | null;
  readonly errors: readonly FieldError[];
}

/** One conference, theirs beside ours, with what may be done about it. */
export function rowPage(facts: RowFacts) {
  const { list, row, hub, mayDecide, roles, errors } = facts;
  const address = `/reconciliation/${list.id}`;
  const conference = row.theirs ?? row.ours;
  const title = conference === null ? 'Conference' : `${kindLabel(conference.kind)}, ${dayWords(conference.date)}`;
  return {
    title,
    caption: `${hub.name} · ${periodWords(periodOf(list))}${row.theirs === null ? '' : ` · ${rowsWords(row.theirs.rows)} of the list`}`,
    back: { text: `${hub.name}, ${periodWords(periodOf(list))}`, href: address },
    errors,
    tag: CLASS_TAGS[row.class],
    notes: [
      ...(row.position === null ? [] : [POSITION_WORDS[row.position]]),
      ...differenceWords(row),
      ...agreedNotes(row, roles),
      ...(row.agreedNote ? [row.agreedNote] : []),
    ],
    sides: sidesTable(row),
    links:
      row.conferenceId === null
        ? row.candidates.map(({ reference }) => ({ text: `See ${reference}`, href: `/conferences/${reference}` }))
        : challengeLinks(row, mayDecide),
    letter:
      row.class === 'matched'
        ? null
        : { text: 'Draft a letter about this conference', href: `${address}/letter?row=${row.id}` },
    typed: facts.typed ?? NOTHING_TYPED,
    version: row.version,
    action: `${address}/rows/${row.id}`,
    ...(mayDecide ? actions(row, roles) : NO_ACTIONS),
  };
}

const MOST_ROWS = 10;

/** "row 2, 3", and of many the first. */
export function rowsWords(rows: readonly number[]): string {
  const more = rows.length - MOST_ROWS;
  return `row ${rows.slice(0, MOST_ROWS).map(rowName).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** What was held and nobody invited us to can be challenged from here. */
const challengeLinks = ({ recordedAs, ours }: ShownRow, mayDecide: boolean) =>
  mayDecide && recordedAs === 'never-invited' && ours !== null
    ? [{ text: 'Raise a professional challenge', href: `/challenges/new?conference=${ours.reference}` }]
    : [];

const NOTHING_TYPED: TypedRow = {
  version: 0,
  reference: '',
  as: '',
  time: '',
  receivedOn: '',
  receivedBy: '',
  change: '',
  reason: '',
  position: '',
  agreedWith: '',
  note: '',
};

const NO_ACTIONS = {
  same: null,
  notSame: false,
  record: null,
  undo: false,
  notHeld: null,
  correct: [],
  agree: null,
  withdraw: false,
};

/** What the row allows; each is a form of its own. */
function actions(row: ShownRow, laRoles: readonly LaRole[]) {
  const { theirs, ours, candidates } = row;
  const isPair = theirs !== null && ours !== null && row.recordedAs === null;
  return {
    same:
      row.class === 'unsure'
        ? candidates.map(({ reference, about, reason, score }) => ({
            value: reference,
            text: `${reference}: ${about}`,
            hint: `${reason}; ${score} of 100`,
          }))
        : null,
    notSame: isPair || row.class === 'unsure',
    record: row.class === 'theirs-only' && theirs !== null ? recordPart(theirs) : null,
    undo: row.recordedAs !== null,
    notHeld: row.class === 'ours-only' && ours !== null ? changesOf(ours) : null,
    correct: isPair && ours !== null ? row.differences.map(({ what }) => correction(what, ours)) : [],
    agree:
      row.class !== 'unsure' && row.class !== 'matched' && row.position === null
        ? {
            positions: POSITIONS.map((position) => ({
              value: position,
              text: POSITION_WORDS[position],
              hint: POSITION_HINTS[position],
            })),
            roles: [{ value: '', text: 'Choose' }, ...laRoles.map(({ code, label }) => ({ value: code, text: label }))],
          }
        : null,
    withdraw: row.position !== null,
  };
}

const POSITION_HINTS = {
  ours: 'Our record is right. The local authority corrects its list.',
  theirs: 'The list is right. Put ours right as well, so that the figures follow.',
  other: 'Neither as it stands. Say what was agreed.',
} as const;

const recordPart = (theirs: TheirMeeting) => ({
  askTime: theirs.startsAt === null,
  attended:
    theirs.police === true
      ? 'The list says that police attended: it is recorded as held, and who went is recorded afterwards.'
      : 'It is recorded as held and not attended. If somebody went, correct its outcome afterwards.',
});

const CHANGE_WORDS: Partial<Record<StateChange, string>> = {
  'stand-down': 'It was stood down',
  postpone: 'It was postponed',
  cancel: 'It was cancelled',
  'transfer-out': 'It was transferred out',
  void: 'It was recorded by mistake or twice (void; cannot be undone)',
};

const changesOf = ({ state }: OurConference) =>
  possibleChanges(state).flatMap((change) => {
    const text = CHANGE_WORDS[change];
    return text === undefined ? [] : [{ value: change, text }];
  });

const PAGES: Readonly<Record<DifferenceKind, { readonly text: string; readonly page: string }>> = {
  date: { text: 'Correct our day', page: 'move' },
  held: { text: 'Correct our state', page: 'state' },
  kind: { text: 'Correct our kind', page: 'kind' },
  children: { text: 'Correct our children', page: 'children' },
  attended: { text: 'Correct our outcome', page: 'outcome' },
};

const correction = (what: DifferenceKind, { reference }: OurConference) => ({
  text: PAGES[what].text,
  href: `/conferences/${reference}/${PAGES[what].page}`,
});

type Column = 'fact' | 'theirs' | 'ours';

/** What only one side can say has no row where that side is missing. */
function sidesTable({ theirs, ours, differences }: ShownRow): Table<Column> {
  const lines: readonly (readonly [string, Cell, Cell, DifferenceKind?])[] = [
    ['Reference', '', ours && { text: ours.reference, href: `/conferences/${ours.reference}` }],
    ['Meeting id', theirs && (theirs.meetingId ?? 'none'), ours && (ours.meetingId ?? 'none')],
    ['Day', theirs && dayWords(theirs.date), ours && dayWords(ours.date), 'date'],
    ['Kind', theirs && kindLabel(theirs.kind), ours && kindLabel(ours.kind), 'kind'],
    ['Held', theirs && (theirs.held ? 'held' : 'not held'), ours && stateLabel(ours.state), 'held'],
    ['Children', theirs && childrenWords(theirs), ours && childrenWords(ours), 'children'],
    ['Police', theirs && policeWords(theirs), ours && attendedWords(ours.attended), 'attended'],
    ['Quorate', theirs && quorateWords(theirs), ours && theirs && 'not recorded'],
    ['Invited', ours && theirs && 'not said', ours && invitedWords(ours)],
  ];
  return {
    caption: 'Theirs beside ours',
    captionHidden: true,
    columns: [
      { key: 'fact', text: 'Fact', rowHeader: true, bare: true },
      ...(theirs === null ? [] : [{ key: 'theirs' as const, text: 'Their list' }]),
      ...(ours === null ? [] : [{ key: 'ours' as const, text: 'Our record' }]),
    ],
    rows: lines.flatMap(([fact, there, here, what]): Row<Column>[] => {
      if (!there && !here) return [];
      const differs = differences.some((each) => each.what === what);
      const tag = differs ? { tag: { text: 'differs', tone: 'warn' as const } } : {};
      const cells = { fact: { text: fact, ...tag }, theirs: there, ours: here };
      return [{ ...(differs ? { tone: 'warn' as const } : {}), cells }];
    }),
  };
}

const policeWords = ({ police }: TheirMeeting): string => (police === null ? 'not said' : attendedWords(police));

const quorateWords = ({ quorate }: TheirMeeting): string => (quorate === null ? 'not said' : quorate ? 'yes' : 'no');

const invitedWords = ({ facts }: OurConference): string =>
  facts.firstReceivedAt === null
    ? 'never'
    : Temporal.Instant.compare(facts.firstReceivedAt, facts.startsAt) < 0
      ? 'before the start'
      : 'after the start';
