/** What a person typed into the form of an invitation, exactly as typed, so that a refusal costs them nothing. */
import { typedText } from '../kernel/typed-text.js';

export const INVITATION_FIELDS = [
  'hub',
  'kind',
  'startsOn',
  'startsAt',
  'endsAt',
  'laMeetingId',
  'mode',
  'channel',
  'receivedOn',
  'receivedTime',
  'venue',
  'joinLink',
  'strategyOn',
  'childCount',
  'cameTo',
  'convenedBy',
  'transferTrigger',
  'transferOn',
  'transferFrom',
  // Ticked or not: `yes` or nothing.
  'chairRequest',
  'planMayEnd',
] as const;
export type InvitationFieldName = (typeof INVITATION_FIELDS)[number];

export interface TypedChild {
  readonly laChildId: string;
  readonly policeReference: string;
  readonly initials: string;
  /** A year of birth, or the date on which the child is expected. */
  readonly born: string;
}

export type TypedInvitation = Readonly<Record<InvitationFieldName, string>> & {
  /** As many as the form has rows, most of them empty. */
  readonly children: readonly TypedChild[];
  /** Whether the box beside the cautions was ticked, and for which start the cautions were shown. */
  readonly sure: boolean;
  readonly doubt: string;
  /** Whether the box beside the conferences that it may be was ticked, and which were shown, by reference. */
  readonly another: boolean;
  readonly alike: string;
};

export const CHILD_ROWS = 6;

const noChild: TypedChild = { laChildId: '', policeReference: '', initials: '', born: '' };

/** The name of a child's field in the form; `row` counts from 0. */
export const childField = (row: number, field: keyof TypedChild): string => `child${row + 1}-${field}`;

/** One line of text from a form body of any shape: control characters and runs of spaces become one space. */
export const typedLine = (body: unknown, name: string): string =>
  typedText(body, name)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** The whole form from a body of any shape: what is missing, repeated or no text counts as empty. */
export function typedInvitation(body: unknown): TypedInvitation {
  const child = (row: number): TypedChild => ({
    laChildId: typedLine(body, childField(row, 'laChildId')),
    policeReference: typedLine(body, childField(row, 'policeReference')),
    initials: typedLine(body, childField(row, 'initials')),
    born: typedLine(body, childField(row, 'born')),
  });
  return {
    ...fieldsFrom((name) => typedLine(body, name)),
    children: Array.from({ length: CHILD_ROWS }, (_, row) => child(row)),
    sure: typedLine(body, 'sure') === 'yes',
    doubt: typedLine(body, 'doubt'),
    another: typedLine(body, 'another') === 'yes',
    alike: typedLine(body, 'alike'),
  };
}

/** A form with these fields filled in and nothing else. */
export const filledIn = (
  given: Partial<Record<InvitationFieldName, string>>,
  children: readonly Partial<TypedChild>[] = [],
): TypedInvitation => ({
  ...fieldsFrom((name) => given[name] ?? ''),
  children: Array.from({ length: CHILD_ROWS }, (_, row) => ({ ...noChild, ...children[row] })),
  sure: false,
  doubt: '',
  another: false,
  alike: '',
});

const fieldsFrom = (read: (name: InvitationFieldName) => string): Record<InvitationFieldName, string> =>
  Object.fromEntries(INVITATION_FIELDS.map((name) => [name, read(name)])) as Record<InvitationFieldName, string>;
