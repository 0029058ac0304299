import { stateLabel, stateRefusalSentence, type StateChange } from '../conferences/conference.js';
import { possibleChanges } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import type { StateRefusal } from '../conferences/conference.js';
import type { FieldError, Link, RefusedForm } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { ChangedMeanwhile, StateChanged } from './changes.service.js';
import { followedWords } from './move.page.js';

/** A change that a person may choose; being held follows from the outcome and is chosen nowhere. */
export type Choosable = Exclude<StateChange, 'hold'>;

const WORDS: Record<Choosable, { readonly text: string; readonly hint: string; readonly next: string }> = {
  'stand-down': {
    text: 'Stand down',
    hint: 'It will not take place at this time. It may come back with a new date.',
    next: 'Everybody assigned is told not to attend. Ask the local authority for a new date.',
  },
  postpone: {
    text: 'Postpone',
    hint: 'It will take place later, and no new date is known yet.',
    next: 'Everybody assigned is told. Give the new date when it is known: they are asked again then.',
  },
  cancel: {
    text: 'Cancel',
    hint: 'It will never take place, for example because the enquiry was not substantiated.',
    next: 'Everybody assigned is told. It does not count.',
  },
  'transfer-out': {
    text: 'Transfer out',
    hint: 'The family has moved, and another authority outside Thames Valley holds it.',
    next: 'Everybody assigned is told. It does not count.',
  },
  reinstate: {
    text: 'Put it back on',
    hint: 'It is on again as it stood, and whoever was on it is asked again. For a new time, give the new date instead.',
    next: 'Nobody is assigned to it now.',
  },
  void: {
    text: 'Void',
    hint: 'It was recorded by mistake or twice. It stays on record and counts nowhere. This cannot be undone.',
    next: 'Everybody assigned is told. It stays on record and counts nowhere.',
  },
};

const isChoosable = (change: StateChange): change is Choosable => change !== 'hold';

export interface TypedState {
  readonly change: string;
  readonly reason: string;
  readonly version: string;
}

export interface StatePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly now: string;
  readonly changes: readonly { readonly value: Choosable; readonly text: string; readonly hint: string }[];
  readonly typed: TypedState;
  readonly errors: readonly FieldError[];
}

/** The form on which the state is changed: what is possible from here, each with what it means. */
export function statePage(opened: Opened, typed: TypedState, refused: RefusedForm | null): StatePage {
  const { conference, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  const because = conference.stateReason === null ? '' : ` (${conference.stateReason})`;
  return {
    title: 'Change the state',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/state`,
    now: `It is ${stateLabel(conference.state)} now${because}.`,
    changes: possibleChanges(conference.state)
      .filter(isChoosable)
      .map((change) => ({ value: change, text: WORDS[change].text, hint: WORDS[change].hint })),
    typed: refused?.status === 409 ? { ...typed, version: String(conference.version) } : typed,
    errors: refused?.errors ?? [],
  };
}

/** A refused change of state; `now` is the conference as it has become when a colleague was quicker. */
export function stateRefusal(refusal: StateRefusal | ChangedMeanwhile): RefusedForm {
  if (refusal.kind === 'changed-meanwhile') {
    const state = stateLabel(refusal.now.state);
    const text = `A colleague changed this conference meanwhile: it is ${state} now. What you typed is kept; send it again if it still holds.`;
    return { status: 409, errors: [{ text, href: '#change' }] };
  }
  const href = refusal.kind === 'reason-missing' ? '#reason' : '#change';
  return { status: 422, errors: [{ text: stateRefusalSentence(refusal), href }] };
}

/** What the banner says after the state has changed, and who is asked again. */
export function stateChanged(changed: StateChanged, change: Choosable): Flash {
  const href = `/conferences/${changed.reference}`;
  const title = `${changed.reference} is ${stateLabel(changed.state)}.`;
  if (change !== 'reinstate') {
    return { title, text: WORDS[change].next, href: '/board', linkText: 'Back to the board' };
  }
  if (changed.needsNewTime) {
    const text = 'Its time has passed. Give it the new one: whoever was on it is asked again then.';
    return { title, text, tone: 'warn', href: `${href}/move`, linkText: 'Move it' };
  }
  const words = followedWords(changed);
  return {
    title,
    text: words.length > 0 ? words.join(' ') : WORDS[change].next,
    ...(changed.released.length > 0 ? { tone: 'warn' } : {}),
    ...(changed.reinvited.length === 0
      ? { href: `${href}/assign`, linkText: 'Assign somebody' }
      : { href: '/board', linkText: 'Back to the board' }),
  };
}
