import type { FieldError, Link, Notice } from '../web/page-parts.js';
import {
  invitationFields,
  receivedAs,
  type Asked,
  type InvitationFieldsPart,
  type OfferedHub,
} from './invitation.page.js';
import type { TypedInvitation } from './typed-invitation.js';

/** Carried along with the form, beside its fields. */
export interface CarriedAlong {
  /** The text of an email or letter, as pasted. It is shown again and kept nowhere. */
  readonly letter: string;
  /** When TVP received it, as the form first said: what still says so was not typed. */
  readonly opened: string;
}

export interface NewInvitationPage {
  readonly title: string;
  readonly back: Link;
  readonly errors: readonly FieldError[];
  readonly warned: Notice | null;
  readonly carried: CarriedAlong;
  /** Whether the box to paste into is in sight, not folded away. */
  readonly pasting: boolean;
  readonly fields: InvitationFieldsPart;
}

export interface NewInvitationSaid extends Asked {
  readonly errors?: readonly FieldError[];
  readonly notice?: Notice | null;
}

/** What the two fields of receipt say together. */
export const receiptWords = ({ receivedOn, receivedTime }: Pick<TypedInvitation, 'receivedOn' | 'receivedTime'>) =>
  `${receivedOn} ${receivedTime}`;

export const freshlyOpened = (now: Temporal.Instant): CarriedAlong => ({
  letter: '',
  opened: receiptWords(receivedAs(now)),
});

/** The page on which an invitation is recorded by hand: a box to paste into, and the form. */
export const newInvitationPage = (
  typed: TypedInvitation,
  hubs: readonly OfferedHub[],
  carried: CarriedAlong,
  said: NewInvitationSaid,
): NewInvitationPage => ({
  title: 'Record an invitation',
  back: { text: 'Board', href: '/board' },
  errors: said.errors ?? [],
  warned: said.notice ?? null,
  carried,
  pasting: carried.letter !== '' || (said.errors ?? []).some(({ href }) => href === '#letter'),
  fields: invitationFields(typed, hubs, said),
});
