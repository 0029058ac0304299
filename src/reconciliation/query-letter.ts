/** The letter that asks a local authority about its list: drafted here, sent by a person. No child is named in it. */
import { kindName } from '../conferences/kinds.js';
import { formatDate } from '../kernel/london.js';
import { childrenWords, dayWords, type Difference, type OurConference } from './differences.js';
import { periodWords, type RowClass } from './reconciliation.js';
import type { Period, TheirMeeting } from './their-meeting.js';

export interface Asked {
  readonly class: RowClass;
  readonly theirs: TheirMeeting | null;
  readonly ours: OurConference | null;
  readonly differences: readonly Difference[];
}

export interface LetterAbout {
  readonly localAuthority: string;
  readonly hubName: string;
  readonly period: Period;
  readonly on: Temporal.PlainDate;
}

const QUESTIONS: Readonly<Record<RowClass, string>> = {
  'theirs-only':
    'We have no record of it. Please tell us on which day and to which address or person an invitation was sent to Thames Valley Police, or confirm that none was.',
  'ours-only':
    'We have it on record as held, and it is not in your list. Please tell us whether it was held, on which day, and under which meeting id.',
  differs: 'Your list and our record differ. Please tell us which is right.',
  unsure:
    'We cannot tell which conference on our record this is. Please confirm the meeting id, the day and the children.',
  matched: 'Your list and our record agree. Please confirm it.',
};

const DIFFERENCE_WORDS: Readonly<Record<Difference['what'], string>> = {
  date: 'Day',
  held: 'Held or not',
  kind: 'Kind',
  children: 'Children',
  attended: 'Police at the conference',
};

/** Plain text with line breaks, to be copied into a message or kept as a file. */
export function queryLetter(rows: readonly Asked[], { localAuthority, hubName, period, on }: LetterAbout): string {
  const many = rows.length === 1 ? 'one conference' : `${rows.length} conferences`;
  return [
    'OFFICIAL-SENSITIVE',
    '',
    formatDate(on),
    '',
    `To ${localAuthority}, child protection conference team`,
    `From Thames Valley Police, ${hubName} MASH`,
    '',
    `Child protection conferences, ${periodWords(period)}: our questions about your list`,
    '',
    `We have compared your list of conferences held with our own record. Please answer the questions below about ${many}. ` +
      'We give your meeting ids and your child ids only. Please answer without names of children as well.',
    ...rows.flatMap((row, i) => ['', ...paragraph(row, i + 1)]),
    '',
    'Thank you. Until we have agreed, both of our figures are published side by side.',
    '',
  ].join('\n');
}

function paragraph({ class: kind, theirs, ours, differences }: Asked, number: number): readonly string[] {
  const id = theirs?.meetingId ?? ours?.meetingId ?? null;
  const day = theirs?.date ?? ours?.date;
  const conference = theirs?.kind ?? ours?.kind;
  return [
    `${number}. ${conference === undefined ? 'Conference' : kindName(conference)}${day === undefined ? '' : `, ${dayWords(day)}`}`,
    `   Your meeting id: ${id ?? 'none given'}`,
    `   Your child ids: ${childrenWords(theirs ?? ours ?? { childIds: [], unnamed: 0 })}`,
    ...(ours === null ? [] : [`   Our reference: ${ours.reference}`]),
    ...differences.map(
      ({ what, ours: here, theirs: there }) => `   ${DIFFERENCE_WORDS[what]}: your list ${there}; our record ${here}`,
    ),
    `   ${QUESTIONS[kind]}`,
  ];
}

/** "query-reading-2026-11-01.txt" */
export const letterName = (hubCode: string, { from }: Period): string => `query-${hubCode}-${from.toString()}.txt`;
