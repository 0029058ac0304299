import type { Child } from '../conferences/conference.queries.js';
import { CONFERENCE_KINDS, isReview, kindLabel, kindName, type ConferenceKind } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { BORN_OR_DUE, childRow } from '../invitations/invitation.page.js';
import type { TypedChild } from '../invitations/typed-invitation.js';
import { never } from '../kernel/decided.js';
import type { FieldError, Link, Notice, RefusedForm } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { ChangedMeanwhile } from './changes.service.js';
import type { ChildrenRefusal } from './corrections.js';
import type { ChildrenChanged, KindConverted, KindRefusal } from './corrections.service.js';

/** Rows for children to add: more come in another go. */
export const ROWS_TO_ADD = 3;

export interface TypedChildren {
  readonly remove: readonly string[];
  readonly children: readonly TypedChild[];
  readonly reason: string;
  readonly version: string;
}

export interface TypedKind {
  readonly kind: string;
  readonly reason: string;
  readonly version: string;
}

interface CorrectionPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly errors: readonly FieldError[];
}

export interface ChildrenPage extends CorrectionPage {
  readonly typed: TypedChildren;
  readonly known: readonly { readonly value: string; readonly text: string }[];
  readonly rows: readonly ReturnType<typeof childRow>[];
  readonly hint: string;
  readonly warned: Notice | null;
}

export interface KindPage extends CorrectionPage {
  readonly typed: TypedKind;
  readonly now: string;
  readonly kinds: readonly { readonly value: string; readonly text: string }[];
  readonly voidHref: string;
}

const frameOf = ({ conference, hub }: Opened, page: 'children' | 'kind'): Omit<CorrectionPage, 'title' | 'errors'> => {
  const href = `/conferences/${conference.reference}`;
  return {
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/${page}`,
  };
};

export function childrenPage(
  opened: Opened,
  known: readonly { readonly child: Child; readonly words: string }[],
  typed: TypedChildren,
  errors: readonly FieldError[],
): ChildrenPage {
  return {
    ...frameOf(opened, 'children'),
    title: 'Change the children',
    errors,
    typed,
    known: known.map(({ child, words }) => ({ value: String(child.id), text: words })),
    rows: typed.children
      .slice(0, ROWS_TO_ADD)
      .map((child, row) => ({ ...childRow(child, row), legend: `Child ${row + 1} to add` })),
    hint: `${BORN_OR_DUE} No names.`,
    warned: isReview(opened.conference.kind)
      ? {
          tone: 'info',
          text: 'A sibling or an unborn child may make this review relevant. You will be asked to look again.',
        }
      : null,
  };
}

export const kindPage = (opened: Opened, typed: TypedKind, errors: readonly FieldError[]): KindPage => ({
  ...frameOf(opened, 'kind'),
  title: 'Convert the kind',
  errors,
  typed,
  now: `It is on record as: ${kindName(opened.conference.kind)}.`,
  kinds: CONFERENCE_KINDS.filter((kind) => kind !== opened.conference.kind).map((kind) => ({
    value: kind,
    text: kindName(kind),
  })),
  voidHref: `/conferences/${opened.conference.reference}/state?change=void`,
});

/** The version the form carries on with: that of the conference now when it is opened, or when both have been shown. */
export const versionShown = (
  typed: { readonly version: string },
  refused: RefusedForm | null,
  { conference }: Pick<Opened, 'conference'>,
): string => (typed.version === '' || refused?.status === 409 ? String(conference.version) : typed.version);

/** Somebody else was quicker; `href` is the field that stands for the whole form. */
export const quickerColleague = (href: FieldError['href']): RefusedForm => ({
  status: 409,
  errors: [
    {
      text: 'A colleague changed this conference meanwhile. What you typed is kept; send it again if it still holds.',
      href,
    },
  ],
});

/** Each refused correction at its field; `field` is the one that stands for the whole form. */
export function correctionRefused(
  refusal: ChildrenRefusal | KindRefusal | ChangedMeanwhile,
  field: 'kind' | 'remove' | 'convenedBy',
): RefusedForm {
  const whole = `#${field}` as const;
  switch (refusal.kind) {
    case 'changed-meanwhile':
      return quickerColleague(whole);
    case 'cannot-correct':
      return { status: 422, errors: [{ text: 'This conference is voided, so it stays as it is.', href: whole }] };
    case 'nothing-changed':
      return { status: 422, errors: [{ text: 'Nothing is different from what is on record.', href: whole }] };
    case 'reason-missing':
      return { status: 422, errors: [{ text: 'Say why in a few words.', href: '#reason' }] };
    case 'duplicate-child':
      return { status: 422, errors: [{ text: 'One of these children is on it already.', href: '#child1-laChildId' }] };
    case 'duplicate-meeting-id':
      return {
        status: 422,
        errors: [
          {
            text: 'Another conference of that kind has the same LA meeting id. Void one of the two instead.',
            href: whole,
          },
        ],
      };
    default:
      return never(refusal);
  }
}

export function childrenChanged({ conference, now, relevanceInDoubt }: ChildrenChanged): Flash {
  const title = `${conference.reference} has ${now === 1 ? '1 child' : `${now} children`} now`;
  if (!relevanceInDoubt) return { title, tone: 'good' };
  return {
    title,
    text: 'Another child is concerned: look again at whether this review is relevant.',
    tone: 'warn',
    href: `/conferences/${conference.reference}/relevance`,
    linkText: 'Decide relevance',
  };
}

export function kindConverted({ conference, told }: KindConverted): Flash {
  const title = `${conference.reference} is an ${kindName(conference.kind as ConferenceKind)} now`.replace(
    /is an (?![AEIOU])/,
    'is a ',
  );
  const text =
    told.length === 0
      ? 'Nobody had to be told.'
      : `${told.join(' and ')} ${told.length === 1 ? 'gets' : 'get'} it in the calendar and need not answer again.`;
  if (!isReview(conference.kind)) return { title, text, tone: 'good' };
  const next = { href: `/conferences/${conference.reference}/relevance`, linkText: 'Decide relevance' };
  return { title, text: `${text} Look at whether it is relevant.`, tone: 'warn', ...next };
}
