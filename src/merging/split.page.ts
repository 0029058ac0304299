import { assignRefusal } from '../assignments/assign.page.js';
import type { AssignedPerson } from '../assignments/assignment.queries.js';
import { isActive } from '../assignments/assignment.js';
import { movePage, only, QUICKER, toConfirm, type MovePage, type Refused } from '../changes/move.page.js';
import { childWords } from '../conferences/children.js';
import { canMove, stateLabel } from '../conferences/conference.js';
import type { Child } from '../conferences/conference.queries.js';
import { isReview } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import { channelLabel } from '../invitations/invitation.js';
import type { Invitation } from '../invitations/invitation.queries.js';
import { formatWhen } from '../kernel/london.js';
import type { Flash } from '../web/pages.js';
import { shareField, type TypedSplit } from './split.form.js';
import { splitSentence } from './split.js';
import type { Split, SplittingRefusal } from './splitting.service.js';

export interface SplitFacts extends Opened {
  readonly children: readonly Child[];
  readonly invitations: readonly Invitation[];
  readonly people: readonly AssignedPerson[];
}

interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface SplitPage extends Omit<MovePage, 'sitting'> {
  /** Why it cannot be split at all; null when it can. */
  readonly impossible: string | null;
  readonly children: readonly Choice[];
  readonly going: readonly string[];
  readonly invitations: readonly {
    readonly name: string;
    readonly legend: string;
    readonly items: readonly Choice[];
    readonly value: string;
  }[];
  /** Name of the lead, who may be asked for the new one, too. */
  readonly lead: string | null;
  readonly inviteLead: boolean;
}

export function splitPage(facts: SplitFacts, typed: TypedSplit, refused: Refused | null): SplitPage {
  const { conference, children, invitations, people } = facts;
  const { reference } = conference;
  const lead = people.find((person) => person.lead && isActive(person.state));
  const items = [
    { value: 'both', text: 'To both' },
    { value: 'new', text: 'To the new one' },
    { value: 'old', text: `To ${reference} only` },
  ];
  return {
    ...movePage(facts, typed.time, refused),
    title: 'Split this conference',
    action: `/conferences/${reference}/split`,
    reason: { label: 'Why is it split?', hint: 'For example: the siblings have different chairs' },
    submit: 'Split',
    impossible: impossibleSentence(facts),
    children: children.map((child) => ({ value: String(child.id), text: childWords(child) })),
    going: typed.children,
    invitations: invitations.map(({ id, channel, receivedAt }) => ({
      name: shareField(id),
      legend: `Invitation: ${channelLabel(channel)}, received ${formatWhen(receivedAt)}`,
      items,
      value: typed.shares[shareField(id)] ?? 'both',
    })),
    lead: lead?.name ?? null,
    inviteLead: typed.lead,
  };
}

function impossibleSentence({ conference, children }: SplitFacts): string | null {
  if (!canMove(conference)) return splitSentence({ kind: 'cannot-split', state: stateLabel(conference.state) });
  return children.length < 2 ? splitSentence({ kind: 'too-few-children' }) : null;
}

/** Each refusal of a split at the field that mends it. */
export function splitRefused(refusal: SplittingRefusal): Refused {
  switch (refusal.kind) {
    case 'end-before-start':
    case 'too-long':
      return only(TIME_SENTENCES[refusal.kind], '#end');
    case 'too-far':
      return only(TIME_SENTENCES[refusal.kind], '#date');
    case 'confirm':
      return toConfirm(refusal.cautions);
    case 'changed-meanwhile':
      return QUICKER;
    case 'reason-missing':
      return only(splitSentence(refusal), '#reason');
    case 'never-invited':
      return only(splitSentence(refusal), '#invitations');
    default:
      return only(splitSentence(refusal), '#children');
  }
}

/** What the banner of the new conference says: who is asked, and what to look at next. */
export function splitFlash({ old, made, lead }: Split): Flash {
  const title = `${made.reference} is split off ${old.reference}`;
  const assign = { href: `/conferences/${made.reference}/assign`, linkText: 'Assign somebody' };
  const relevance = isReview(made.kind) ? ' Nobody has decided yet whether it is relevant.' : '';
  if (lead === null) return { title, text: `Nobody is assigned to it.${relevance}`, ...assign };
  if (!lead.ok) return { title, text: `${assignRefusal(lead.refusal).text}${relevance}`, tone: 'warn', ...assign };
  return { title, text: `${lead.value.attendee.name} is asked for it, too.${relevance}`, tone: 'good' };
}
