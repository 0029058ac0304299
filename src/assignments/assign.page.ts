import { absenceWords } from '../attendees/absence.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import type { Opened } from '../conferences/opened.js';
import { never } from '../kernel/decided.js';
import { formatSpan, formatTime } from '../kernel/london.js';
import type { FieldError, Link } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { TypedAssignment, TypedReassignment } from './assign.form.js';
import type { AssignedPerson } from './assignment.queries.js';
import { isActive } from './assignment.js';
import type { Reassigned, ReassignRefusal } from './assignments.service.js';
import type { AssignRefusal } from './refusing.js';
import type { Suggested } from './suggestion.js';

/** So many are shown at once; the rest are behind a fold. */
const SHOWN_AT_ONCE = 8;

export interface Choice {
  readonly id: string;
  readonly value: number;
  readonly text: string;
  readonly why: string;
  readonly checked: boolean;
}

export interface ChoiceFold {
  readonly summary: string;
  readonly open: boolean;
  readonly choices: readonly Choice[];
}

export interface AssignPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly sitting: string;
  readonly choices: readonly Choice[];
  readonly more: ChoiceFold | null;
  readonly busy: ChoiceFold | null;
  /** Those who cannot be chosen, each with the reason. */
  readonly impossible: readonly string[];
  readonly nobody: boolean;
  /** Empty when the place is given. */
  readonly places: readonly { readonly value: string; readonly text: string; readonly hint: string }[];
  /** The question for a reason, when one is wanted. */
  readonly reason: { readonly label: string; readonly hint: string } | null;
  readonly submit: string;
  readonly typed: { readonly overlapReason: string; readonly place?: string; readonly reason?: string };
  readonly errors: readonly FieldError[];
}

/** Lead unless somebody leads already. */
const defaultPlace = (lead: AssignedPerson | undefined): string => (lead === undefined ? 'lead' : 'second');

/** The page on which somebody is chosen: the suitable first, the rest folded below with their reasons. */
export function assignPage(
  opened: Opened,
  people: readonly Suggested[],
  assigned: readonly AssignedPerson[],
  typed: TypedAssignment | null,
  errors: readonly FieldError[] = [],
): AssignPage {
  const { conference, sitting, hub } = opened;
  const chosen = typed?.attendeeId ?? '';
  const lead = assigned.find((one) => one.lead && isActive(one.state));
  const free = choices(people, 'free', chosen);
  const busy = choices(people, 'busy', chosen);
  const first = free.slice(0, SHOWN_AT_ONCE);
  const more = free.slice(SHOWN_AT_ONCE);
  return {
    title: 'Assign somebody',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href: `/conferences/${conference.reference}` },
    action: `/conferences/${conference.reference}/assign`,
    sitting: `${formatSpan(sitting.startsAt, sitting.endsAt)}, ${modeLabel(sitting.mode).toLowerCase()}`,
    choices: first,
    more: folded(more, `${more.length} more who are free`),
    busy: folded(busy, `Not available (${busy.length})`, errors.some(isAboutOverlap)),
    impossible: people
      .filter((one) => one.standing === 'impossible')
      .map((one) => `${one.name}: ${one.reasons.join(', ')}`),
    nobody: free.length === 0,
    places: placesGiven(lead),
    reason: null,
    submit: 'Assign and invite',
    typed: typed ?? { attendeeId: '', place: defaultPlace(lead), overlapReason: '' },
    errors,
  };
}

/** The same choice for the place of somebody who does not go: it is called off for the one and offered to the other. */
export function reassignPage(
  opened: Opened,
  people: readonly Suggested[],
  person: AssignedPerson,
  typed: TypedReassignment | null,
  errors: readonly FieldError[] = [],
): AssignPage {
  const { reference } = opened.conference;
  const boxes = typed ?? { attendeeId: '', reason: '', overlapReason: '' };
  return {
    ...assignPage(opened, people, [], { ...boxes, place: '' }, errors),
    title: `Give ${person.name}’s place to somebody else`,
    action: `/conferences/${reference}/assignments/${person.id}/reassign`,
    places: [],
    reason: { label: `Why does ${person.name} not go?`, hint: 'For example: off sick today' },
    submit: 'Give them the place',
    typed: boxes,
  };
}

const isAboutOverlap = (error: FieldError): boolean => error.href === '#overlapReason';

const choices = (people: readonly Suggested[], standing: Suggested['standing'], chosen: string): Choice[] =>
  people
    .filter((one) => one.standing === standing)
    .map((one) => ({
      id: `person-${one.id}`,
      value: one.id,
      text: `${one.name}, ${one.role}`,
      why: one.reasons.join(' · '),
      checked: String(one.id) === chosen,
    }));

function folded(choices: readonly Choice[], summary: string, open = false): ChoiceFold | null {
  if (choices.length === 0) return null;
  return { summary, choices, open: open || choices.some((one) => one.checked) };
}

function placesGiven(lead: AssignedPerson | undefined): AssignPage['places'] {
  return [
    {
      value: 'lead',
      text: 'Lead',
      hint: lead ? `${lead.name} leads now: withdraw them first` : 'Speaks for Thames Valley Police',
    },
    { value: 'second', text: 'Second', hint: 'Comes as well; the conference counts once' },
  ];
}

/** What the banner says after a place was given to somebody else. */
export function reassigned({ conference, attendee, instead }: Reassigned): Flash {
  return {
    title: `${attendee.name} takes the place of ${instead.name}.`,
    text: `${instead.name} gets a cancellation. The invitation is on its way to ${attendee.mail}; the answer will appear here.`,
    href: `/conferences/${conference.reference}#people`,
    linkText: 'See the people',
  };
}

/** Each refusal to give a place to somebody else at the field that mends it. */
export function reassignRefusal(refusal: ReassignRefusal): FieldError {
  switch (refusal.kind) {
    case 'not-active':
      return { text: `${refusal.name} was withdrawn already. Assign somebody instead.`, href: '#attendeeId' };
    case 'reason-missing':
      return { text: 'Say in a few words why somebody else goes.', href: '#reason' };
    default:
      return assignRefusal(refusal);
  }
}

/** Each refusal as a sentence at the field that mends it. */
export function assignRefusal(refusal: AssignRefusal): FieldError {
  switch (refusal.kind) {
    case 'not-open':
      return { text: `This conference is ${refusal.state}, so nobody can be assigned to it.`, href: '#attendeeId' };
    case 'already-started':
      return { text: 'This conference is over. Record who went as its outcome instead.', href: '#attendeeId' };
    case 'unknown-person':
      return { text: 'That person is not known any more. Choose somebody else.', href: '#attendeeId' };
    case 'has-left':
      return { text: `${refusal.name} has left. Choose somebody else.`, href: '#attendeeId' };
    case 'no-mail-address':
      return {
        text: `${refusal.name} has no mail address, so no invitation can reach them. Choose somebody else, or have an address added.`,
        href: '#attendeeId',
      };
    case 'is-the-desk':
      return {
        text: `${refusal.name} has the desk's own address, which cannot invite itself. Choose somebody else.`,
        href: '#attendeeId',
      };
    case 'already-on-it':
      return { text: `${refusal.name} is on this conference already. Choose somebody else.`, href: '#attendeeId' };
    case 'conflict-of-interest':
      return {
        text: `${refusal.name} has a conflict of interest in this family, so they must not go. Choose somebody else.`,
        href: '#attendeeId',
      };
    case 'away':
      return {
        text: `${refusal.name} is away ${absenceWords(refusal.absence)}. Choose somebody else, or say why they come all the same.`,
        href: '#overlapReason',
      };
    case 'lead-taken':
      return {
        text: `${refusal.name ?? 'A colleague was quicker: somebody'} leads this conference already. Choose second, or withdraw them first.`,
        href: '#place',
      };
    case 'overlap':
      return { text: overlapSentence(refusal), href: '#overlapReason' };
    default:
      return never(refusal);
  }
}

function overlapSentence({ name, clash }: Extract<AssignRefusal, { kind: 'overlap' }>): string {
  const where =
    clash === null
      ? 'at another conference then'
      : `on ${clash.reference} from ${formatTime(clash.startsAt)} to ${formatTime(clash.endsAt)}`;
  return `${name} is ${where}. Choose somebody else, or say why both are possible.`;
}
