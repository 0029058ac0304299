import { isInitial, kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { nextSittingDueBy } from '../conferences/quorum.js';
import { formatDayAndYear, formatSpan } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { FieldError, Link } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { quickerColleague, versionShown } from './corrections.page.js';
import { followedWords, only, type Doubt, type Refused } from './move.page.js';
import type { TypedQuorum } from './quorum.form.js';
import type { FoundInquorate, InquorateRefusal } from './quorum.service.js';
import { sitAgainRefusal } from './sit-again.page.js';

export interface QuorumPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly sitting: string;
  readonly quorum: string;
  /** Until when it must sit again; for a review no rule is published. */
  readonly due: string | null;
  readonly typed: TypedQuorum;
  readonly doubt: Doubt | null;
  readonly errors: readonly FieldError[];
}

/** What the hub sets, and the working days to count it by. */
export interface QuorumTerms {
  readonly inquorateWorkingDays: number;
  readonly calendar: WorkingCalendar;
}

const dueWords = ({ conference, sitting }: Opened, terms: QuorumTerms): string | null =>
  isInitial(conference.kind)
    ? `Within ${terms.inquorateWorkingDays} working days: by ${formatDayAndYear(nextSittingDueBy(sitting.startsAt, terms, terms.calendar))}`
    : null;

export function quorumPage(
  opened: Opened,
  typed: TypedQuorum,
  refused: Refused | null,
  terms: QuorumTerms,
): QuorumPage {
  const { conference, sitting, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  return {
    title: 'Was the sitting inquorate?',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/inquorate`,
    sitting: `The sitting of ${formatSpan(sitting.startsAt, sitting.endsAt)} stays on record. If it was adjourned, the figures count the sitting that decides.`,
    quorum: `Quorum in ${hub.name}: ${hub.quorumNote}.`,
    due: dueWords(opened, terms),
    typed: { ...typed, version: versionShown(typed, refused, opened) },
    doubt: refused?.doubt ?? null,
    errors: refused?.errors ?? [],
  };
}

export function quorumRefused(refusal: InquorateRefusal): Refused {
  switch (refusal.kind) {
    case 'not-sat':
      return only(`This conference is ${refusal.state}, so no sitting of it can be inquorate.`, '#outcome');
    case 'not-started':
      return only('This conference has not started yet, so nobody knows who will come.', '#outcome');
    case 'changed-meanwhile':
      return { ...quickerColleague('#outcome'), doubt: null };
    default:
      return sitAgainRefusal(refusal);
  }
}

/** What the banner says, and the next thing to do. */
export function foundInquorate(found: FoundInquorate, opened: Opened, terms: QuorumTerms): Flash {
  const { conference, next } = found;
  const href = `/conferences/${conference.reference}`;
  if (next !== null) {
    const words = followedWords(found);
    return {
      title: `It was inquorate, and sits again on ${formatSpan(next.startsAt, next.endsAt)}.`,
      text: words.length > 0 ? words.join(' ') : 'Nobody is assigned to it now.',
      tone: found.released.length > 0 ? 'warn' : 'good',
      href: `${href}/assign`,
      linkText: 'Assign somebody',
    };
  }
  if (conference.state === 'postponed') {
    const due = dueWords(opened, terms);
    return {
      title: 'It was inquorate and is adjourned without a date.',
      text: `Ask the local authority for the next one.${due === null ? '' : ` ${due}.`}`,
      tone: 'warn',
    };
  }
  return {
    title: 'It was inquorate and the chair proceeded: it was held.',
    href: `${href}/outcome`,
    linkText: 'Record the outcome',
    tone: 'good',
  };
}
