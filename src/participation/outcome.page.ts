import { ATTRIBUTIONS, type Hub, type MissedReason, type VoiceWay } from '../../config/reference-data.js';
import type { Conference } from '../conferences/conference.js';
import { stateLabel } from '../conferences/conference.js';
import type { Child, Sitting } from '../conferences/conference.queries.js';
import { kindLabel } from '../conferences/kinds.js';
import { CONFERENCE_MODES, modeLabel } from '../conferences/modes.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import type { Counted } from '../measures/measure.js';
import type { Fact, FieldError, Link, Notice } from '../web/page-parts.js';
import { NOTHING_BESIDES } from './besides.js';
import { besidesAsOpened, besidesError, besidesForm } from './besides.page.js';
import { fieldOf, type Question, type TypedOutcome } from './outcome.form.js';
import { whoChoices, type Choice, type PersonToChoose } from './who.page.js';
import {
  attributionLabel,
  outcomeInWords,
  outcomeLabel,
  OUTCOMES,
  type Outcome,
  type OutcomeRefusal,
  type Participation,
  type Wordings,
} from './participation.js';

export interface OutcomeFacts {
  readonly conference: Conference;
  readonly sitting: Sitting;
  readonly hub: Pick<Hub, 'code' | 'name'>;
  readonly people: readonly PersonToChoose[];
  readonly children: readonly Child[];
  readonly hasReport: boolean;
  readonly reasons: readonly MissedReason[];
  readonly voiceWays: readonly VoiceWay[];
  readonly before: (Participation & { readonly attendedByName: string | null }) | null;
  /** The figures of its month are published. */
  readonly isFrozen: boolean;
  readonly now: Temporal.Instant;
  /** The attendee who is looking, when they are one. */
  readonly me: number | null;
  readonly mayChangeState: boolean;
}

/** The form shows who the tracker knows of; before anything is recorded, it assumes what was planned. */
export function startingPoint(facts: OutcomeFacts): TypedOutcome {
  const { before } = facts;
  const expected =
    facts.people.find((one) => one.assigned && one.id === facts.me) ?? facts.people.find((one) => one.lead);
  const planned = facts.sitting.mode === 'hybrid' ? '' : facts.sitting.mode;
  const fields = OUTCOMES.flatMap((outcome) => {
    const kept = before?.outcome === outcome ? before : null;
    const values: Record<Question, string> = {
      who: String(kept?.attendedById ?? expected?.id ?? ''),
      mode: kept?.mode ?? planned,
      decision: kept === null ? '' : kept.presentAtDecision ? 'yes' : 'no',
      reason: kept?.reason ?? '',
      note: kept?.reasonNote ?? '',
      attribution: kept?.attribution ?? '',
    };
    return Object.entries(values).map(([question, value]) => [fieldOf(outcome, question as Question), value] as const);
  });
  return {
    outcome: before?.outcome ?? '',
    correction: '',
    seen: String(before?.version ?? 0),
    fields: Object.fromEntries(fields),
    besides: besidesAsOpened(before?.besides ?? NOTHING_BESIDES),
  };
}

/** Everything the page prints. `typed` is what stands in the form; `refusal` why it was not accepted. */
export function outcomePage(facts: OutcomeFacts, typed: TypedOutcome, errors: readonly FieldError[] = []) {
  const { conference, sitting, hub } = facts;
  const blocked = whyNotYet(facts);
  return {
    title: facts.before === null ? 'What happened?' : 'Correct the outcome',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name} · ${formatSpan(sitting.startsAt, sitting.endsAt)}`,
    back: { text: 'Back to the conference', href: hrefOf(conference) },
    errors,
    blocked,
    recorded: facts.before === null ? null : recordedFacts(facts.before, facts),
    form: blocked === null ? form(facts, typed, errors) : null,
    notHeld: notHeld(facts),
  };
}
export type OutcomePage = ReturnType<typeof outcomePage>;

function form(facts: OutcomeFacts, typed: TypedOutcome, errors: readonly FieldError[]) {
  return {
    action: `${hrefOf(facts.conference)}/outcome`,
    typed,
    // Whoever corrects always sees the version that the page shows, whatever the form carried.
    seen: String(facts.before?.version ?? 0),
    why: whyAsked(facts),
    more: besidesForm({ ...facts, ...facts.conference, ...facts.sitting }, typed.besides, errors),
    who: whoChoices(facts.people, facts.hub),
    modes: CONFERENCE_MODES.filter((mode) => mode !== 'hybrid').map((mode) => ({ value: mode, text: modeLabel(mode) })),
    reasons: reasonChoices(facts.reasons),
    attributions: [
      { value: '', text: 'As usual for that reason' },
      ...ATTRIBUTIONS.map((one) => ({ value: one, text: capital(attributionLabel(one)) })),
    ],
    noteHint: `Needed for ${facts.reasons
      .filter((reason) => reason.needsText)
      .map((reason) => `“${reason.label}”`)
      .join(' and ')}. No names of children or parents.`,
    button: facts.before === null ? 'Record the outcome' : 'Save the correction',
  };
}

/** Null where the first outcome is recorded in its time. */
function whyAsked({ before, isFrozen }: OutcomeFacts): { readonly label: string; readonly hint: string } | null {
  const published = 'The figures of this month are published already: they are shown as restated, with this reason.';
  if (before !== null) {
    return {
      label: 'Why is it corrected?',
      hint: `Both versions stay on the record. Not needed if you only add what was left open.${isFrozen ? ` ${published}` : ''}`,
    };
  }
  return isFrozen ? { label: 'Why is it recorded only now?', hint: published } : null;
}

const reasonChoices = (reasons: readonly MissedReason[]): readonly Choice[] => [
  { value: '', text: 'Choose a reason' },
  ...reasons.map((reason) => ({ value: reason.code, text: reason.label })),
];

function recordedFacts(before: NonNullable<OutcomeFacts['before']>, wordings: Wordings): readonly Fact[] {
  return [
    { key: 'On record', value: outcomeInWords(before, before.attendedByName, wordings) },
    { key: 'Recorded by', value: `${before.recordedBy}, ${formatWhen(before.recordedAt)}` },
  ];
}

/** Why there is nothing to record, or null when there is. */
function whyNotYet(facts: OutcomeFacts): Notice | null {
  const { conference, sitting } = facts;
  if (conference.state !== 'scheduled' && conference.state !== 'held') {
    return {
      tone: 'warn',
      title: `This conference is ${stateLabel(conference.state)}, so it has no outcome.`,
      text: facts.mayChangeState
        ? 'If it was held after all, say so first.'
        : `If it was held after all, tell the coordinators of ${facts.hub.name}.`,
      ...(facts.mayChangeState ? { href: `${hrefOf(conference)}/state`, linkText: 'Change its state' } : {}),
    };
  }
  if (Temporal.Instant.compare(facts.now, sitting.startsAt) < 0) {
    return {
      tone: 'info',
      title: 'This conference has not started yet.',
      text: `Come back after ${formatWhen(sitting.startsAt)} to record what happened.`,
    };
  }
  return null;
}

function notHeld(facts: OutcomeFacts): { readonly text: string; readonly links: readonly Link[] } | null {
  if (facts.conference.state !== 'scheduled') return null;
  const href = hrefOf(facts.conference);
  const text = `If it did not take place or had no quorum, tell the coordinators of ${facts.hub.name}.`;
  if (!facts.mayChangeState) return { text, links: [] };
  const quorum = facts.before === null && whyNotYet(facts) === null;
  return {
    text: '',
    links: [
      { text: 'It did not take place', href: `${href}/state` },
      ...(quorum ? [{ text: 'It had no quorum', href: `${href}/inquorate` }] : []),
    ],
  };
}

/** The sentence at the field that the rule refused; without a field when the page itself explains it. */
export function outcomeErrors(refusal: OutcomeRefusal, outcome: Outcome): readonly FieldError[] {
  const at = (question: Question): `#${string}` => `#${fieldOf(outcome, question)}`;
  switch (refusal.kind) {
    case 'who-missing':
      return [{ text: 'Choose who went', href: at('who') }];
    case 'nobody-was-there':
      return [{ text: 'Say whether TVP attended: nobody was there, and yet somebody is named', href: '#outcome' }];
    case 'unknown-person':
      return [{ text: 'Choose who went from the list', href: at('who') }];
    case 'mode-missing':
      return [{ text: 'Choose how they attended', href: at('mode') }];
    case 'reason-missing':
      return [{ text: 'Choose why nobody was there for the decision', href: at('reason') }];
    case 'note-missing':
      return [{ text: 'Say in a few words what happened', href: at('note') }];
    case 'correction-reason-missing':
      return [{ text: 'Say why the outcome is corrected', href: '#correction' }];
    case 'frozen-reason-missing':
      return [{ text: 'Say why the outcome comes only now', href: '#correction' }];
    case 'changed-meanwhile':
      return [
        {
          text: `${refusal.now.recordedBy} recorded “${outcomeLabel(refusal.now.outcome)}” since you opened this page. Say why it is corrected, or leave it as it is`,
          href: '#correction',
        },
      ];
    case 'not-started':
    case 'not-held':
      return [];
    default:
      return [besidesError(refusal)];
  }
}

/** What the banner says after an outcome was saved. */
export function recordedSentence(
  counted: Counted | null,
  corrected: boolean,
  stranger: PersonToChoose | null,
  note: string | null = null,
): { title: string; text?: string } {
  const done = corrected ? 'Corrected.' : 'Recorded.';
  const title =
    counted === null
      ? done
      : !counted.inDenominator
        ? `${done} ${counted.why}`
        : `${done} This counts in ${counted.measure} as ${counted.inNumerator ? 'attended' : 'missed'}.`;
  const untrained =
    stranger === null || stranger.trained ? null : `${stranger.name} had no current conference training on the day.`;
  const text = [untrained, note].filter((one) => one !== null).join(' ');
  return text === '' ? { title } : { title, text };
}

const hrefOf = (conference: Pick<Conference, 'reference'>): string => `/conferences/${conference.reference}`;
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
