import { absenceWords } from '../attendees/absence.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { never } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import type { FieldError, Notice } from '../web/page-parts.js';
import { reassignRefusal } from './assign.page.js';
import { proposeCover, seenOf } from './cover.js';
import type { CoverFacts, CoverRefusal } from './cover.service.js';
import type { Suggested } from './suggestion.js';

/** So many of those who are free are offered; whoever wants another one opens the conference. */
const OFFERED = 12;

export interface TypedCover {
  readonly reason: string;
  /** By assignment: the id of whoever takes it, or nothing. */
  readonly choices: ReadonlyMap<number, string>;
}

export const choiceField = (assignmentId: number): string => `instead-${assignmentId}`;

/** The first reason after being free: more does not fit a line, and all of them are behind the link. */
const offerWords = ({ name, role, reasons }: Suggested): string =>
  [`${name}, ${role}`, ...reasons.slice(1, 2)].join(': ');

/** Everything that wants somebody else, each with a proposal, and one button for all of it. */
export function coverPage(
  facts: CoverFacts,
  absenceId: number | null,
  typed: TypedCover | null,
  errors: readonly FieldError[],
) {
  const { person, absence, wanted } = facts;
  const proposed = proposeCover(wanted);
  const query = absenceId === null ? '' : `?absence=${absenceId}`;
  const href = `/attendees/${person.id}`;
  return {
    title: `Find cover for ${person.name}`,
    caption: absence === null ? 'All conferences to come' : `Away ${absenceWords(absence)}`,
    back: { text: person.name, href },
    errors,
    action: `${href}/cover${query}`,
    beyond: beyondNotice(facts),
    seen: seenOf(wanted),
    reason: typed?.reason ?? (absence === null ? '' : 'Away then'),
    rows: wanted.map((one) => {
      const free = one.people.filter(({ standing }) => standing === 'free').slice(0, OFFERED);
      const name = choiceField(one.assignmentId);
      return {
        name,
        label: `${one.reference}, ${kindLabel(one.kind)}`,
        href: `/conferences/${one.reference}/assignments/${one.assignmentId}/reassign`,
        when: `${formatSpan(one.startsAt, one.endsAt)}, ${modeLabel(one.mode).toLowerCase()}`,
        place: `${one.lead ? 'Lead' : 'Second'}${one.accepted ? ', had accepted' : ''}`,
        value: typed?.choices.get(one.assignmentId) ?? String(proposed.get(one.assignmentId) ?? ''),
        hint: free.length === 0 ? 'Nobody is free then. Open it to see who is out and why.' : null,
        items: [
          { value: '', text: `Leave it with ${person.name}` },
          ...free.map((who) => ({ value: String(who.id), text: offerWords(who) })),
        ],
      };
    }),
    cancel: { text: 'Cancel', href },
    empty: { title: `${person.name} is on no conference then that you can change.` },
  };
}

function beyondNotice({ beyond, person }: CoverFacts): Notice | null {
  if (beyond === 0) return null;
  const count = beyond === 1 ? 'One more conference' : `${beyond} more conferences`;
  return {
    tone: 'warn',
    text: `${count} of ${person.name} then ${beyond === 1 ? 'is' : 'are'} for another hub to cover.`,
  };
}

export function coverRefusal(refusal: CoverRefusal): FieldError {
  switch (refusal.kind) {
    case 'changed-meanwhile':
      return {
        text: 'Something changed since you opened the page, so nothing was done. Look at the list as it is now, then choose again',
        href: '#reason',
      };
    case 'nothing-chosen':
      return { text: 'Choose somebody for at least one conference', href: '#reason' };
    case 'one-refused':
      return {
        text: `${refusal.reference}: ${reassignRefusal(refusal.refusal).text} Nothing was changed.`,
        href: '#reason',
      };
    default:
      return never(refusal);
  }
}
