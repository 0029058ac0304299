import type { ChallengeProcedure } from '../../config/challenge-procedures.js';
import type { Hub } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDayAndYear } from '../kernel/london.js';
import type { FieldError } from '../web/page-parts.js';
import { CHALLENGED_WORDS } from './challenge.js';
import type { Named, RaiseRefusal, Subject } from './challenges.service.js';

/** The form that raises one: what may be challenged of this conference. */
export function raisePage(
  named: Named,
  subject: Subject,
  hub: Hub,
  procedure: ChallengeProcedure,
  given: { readonly about: string; readonly errors: readonly FieldError[] },
) {
  const { conference, expectation, may } = subject;
  const first = procedure.stages[0];
  const about =
    conference === null
      ? `EX-${expectation?.id}, due ${expectation === null ? '' : formatDayAndYear(expectation.dueOn)}`
      : `${conference.reference}, ${kindLabel(conference.kind)} on ${formatDayAndYear(conference.on)}`;
  const back = named.conference === null ? `/expected/${named.expectation}` : `/conferences/${named.conference}`;
  return {
    title: 'Raise a professional challenge',
    caption: `${hub.localAuthority} · ${about}`,
    back: { text: named.conference ?? `EX-${named.expectation}`, href: back },
    errors: given.errors,
    named: {
      conference: named.conference ?? '',
      expectation: named.expectation === null ? '' : String(named.expectation),
    },
    about: given.about === '' && may.length === 1 ? may[0] : given.about,
    choices: may.map((one) => ({ value: one, text: CHALLENGED_WORDS[one] })),
    nothing:
      may.length > 0
        ? null
        : {
            title: 'There is nothing to challenge here',
            text: 'An invitation that came late or not at all, a refused place, or a dissent on record can be challenged.',
          },
    told: `${procedure.name}. It begins with the stage “${first?.name}”, which goes to: ${first?.to.toLowerCase()}; an answer is due within ${first?.workingDays} working days. You send the letter yourself.`,
  };
}

export const raiseWords = (refusal: RaiseRefusal): string =>
  refusal.kind === 'open-already' ? 'A challenge about this is open already. Take that one further.' : refusal.sentence;
