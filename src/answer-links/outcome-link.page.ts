import type { MissedReason } from '../../config/reference-data.js';
import { CONFERENCE_MODES, modeLabel } from '../conferences/modes.js';
import type { Outcome, OutcomeRefusal } from '../participation/participation.js';
import type { FieldError } from '../web/page-parts.js';
import type { Standing } from './answer-link.js';
import { factsOf } from './answer-link.page.js';
import type { TypedOver } from './outcome-link.form.js';

type Over = Extract<Standing, { kind: 'over' }>;

const CHOICES: readonly { readonly value: Outcome; readonly text: string; readonly main: boolean }[] = [
  { value: 'attended', text: 'I attended for the decision', main: true },
  { value: 'part', text: 'I attended part', main: false },
  { value: 'not', text: 'I did not attend', main: false },
];

/** Asks whoever was to go; nothing about the family, the place or the people. */
export const overPage = ({ asked }: Over, token: string) => ({
  title: `Did you attend ${asked.reference}?`,
  errors: [] as readonly FieldError[],
  facts: factsOf(asked),
  token,
  choices: CHOICES,
  note: 'If somebody else went for you, tell the conference desk: this link speaks only for you.',
});

/** The questions under the button that was pressed. */
export const moreOverPage = (
  { asked, mode }: Over,
  token: string,
  outcome: Outcome,
  typed: TypedOver,
  errors: readonly FieldError[],
  reasons: readonly MissedReason[],
) => ({
  title: CHOICES.find((choice) => choice.value === outcome)?.text ?? '',
  errors,
  facts: factsOf(asked),
  token,
  outcome,
  typed,
  modes:
    outcome === 'not' || mode !== null
      ? null
      : CONFERENCE_MODES.filter((one) => one !== 'hybrid').map((value) => ({ value, text: modeLabel(value) })),
  asksDecision: outcome === 'part',
  reasons:
    outcome === 'attended'
      ? null
      : [{ value: '', text: 'Choose a reason' }, ...reasons.map(({ code, label }) => ({ value: code, text: label }))],
  reasonLabel: outcome === 'part' ? 'If you were not, why?' : 'Why?',
});

/** What the rule still wants, at its field. */
export function overErrors(refusal: OutcomeRefusal): readonly FieldError[] {
  switch (refusal.kind) {
    case 'reason-missing':
      return [{ text: 'Choose why nobody was there for the decision', href: '#reason' }];
    case 'note-missing':
      return [{ text: 'Say in a few words what happened', href: '#note' }];
    case 'mode-missing':
      return [{ text: 'Choose how you attended', href: '#mode' }];
    case 'frozen-reason-missing':
      return [
        {
          text: 'The figures of this month are published, so what comes now needs a reason. Sign in and record it there, or tell the conference desk',
          href: '#main',
        },
      ];
    default:
      return [
        {
          text: 'This could not be recorded here. Sign in and say what happened, or tell the conference desk',
          href: '#main',
        },
      ];
  }
}
