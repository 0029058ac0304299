import { stateLabel } from '../conferences/conference.js';
import type { Opened } from '../conferences/opened.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import type { Flash } from '../web/pages.js';
import type { TypedMove } from './move.form.js';
import { followedWords, movePage, only, QUICKER, toConfirm, type MovePage, type Refused } from './move.page.js';
import type { SitAgainRefusal, SitsAgain } from './sittings.service.js';

/** Each refusal of another sitting at the field that mends it. */
export function sitAgainRefusal(refusal: SitAgainRefusal): Refused {
  switch (refusal.kind) {
    case 'end-before-start':
    case 'too-long':
      return only(TIME_SENTENCES[refusal.kind], '#end');
    case 'too-far':
      return only(TIME_SENTENCES[refusal.kind], '#date');
    case 'cannot-sit-again':
      return only(`This conference is ${refusal.state}, so it cannot sit again.`, '#date');
    case 'not-started':
      return only('This conference has not started yet. Move it instead.', '#date');
    case 'before-last-sitting':
      return only(`It must be after the last sitting, which ended ${formatWhen(refusal.endsAt)}.`, '#date');
    case 'reason-missing':
      return only('Say in a few words why it was adjourned.', '#reason');
    case 'changed-meanwhile':
      return QUICKER;
    case 'confirm':
      return toConfirm(refusal.cautions);
    default:
      return never(refusal);
  }
}

/** The form for another sitting: the same boxes as for a move. */
export function sitAgainPage(opened: Opened, typed: TypedMove, refused: Refused | null): MovePage {
  const { conference, sitting } = opened;
  const last = formatSpan(sitting.startsAt, sitting.endsAt);
  const state = conference.state === 'scheduled' ? '' : ` It is ${stateLabel(conference.state)} now.`;
  return {
    ...movePage(opened, typed, refused),
    title: 'Adjourn to another sitting',
    action: `/conferences/${conference.reference}/sit-again`,
    sitting: `The last sitting was ${last}.${state} It stays on record; the new one counts, and whoever was on the last is asked for it.`,
    reason: { label: 'Why was it adjourned?', hint: 'For example: too few agencies came' },
    submit: 'Add the sitting',
  };
}

/** What the banner says after a sitting was added. */
export function sitsAgain(result: SitsAgain): Flash {
  const { conference, sitting, reinvited, released } = result;
  const words = followedWords(result);
  const href = `/conferences/${conference.reference}/assign`;
  return {
    title: `It sits again on ${formatSpan(sitting.startsAt, sitting.endsAt)}.`,
    text: words.length > 0 ? words.join(' ') : 'Nobody is assigned to it now.',
    tone: released.length > 0 ? 'warn' : 'good',
    ...(reinvited.length === 0
      ? { href, linkText: 'Assign somebody' }
      : { href: '/board', linkText: 'Back to the board' }),
  };
}
