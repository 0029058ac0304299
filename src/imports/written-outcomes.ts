/** Whether police attended, as cells say it: "Y", "✓", "DNA", "Report only", "Attended – DC Okafor", "No – late notice". */
import { readPeople, type WrittenPerson } from './written-people.js';
import { readReason } from './written-reasons.js';
import type { PastState } from './listed-past.js';

export type WrittenOutcome =
  | { readonly kind: 'blank' }
  | { readonly kind: 'unclear'; readonly why: string }
  /** Called off: nobody could attend. */
  | { readonly kind: 'off'; readonly state: PastState; readonly caution: string | null }
  | {
      readonly kind: 'said';
      readonly outcome: 'attended' | 'part' | 'not' | null;
      readonly presentAtDecision: boolean;
      readonly people: readonly WrittenPerson[];
      readonly reason: string | null;
      /** The words after a "no" that no reason fits. */
      readonly rest: string | null;
      readonly reportSent: boolean;
      readonly notRelevant: boolean;
      /** Read in one way although another is thinkable: a person says so. */
      readonly caution: string | null;
    };

type Said = Extract<WrittenOutcome, { kind: 'said' }>;

const NOTHING_MORE = {
  kind: 'said',
  outcome: null,
  presentAtDecision: false,
  people: [],
  reason: null,
  rest: null,
  reportSent: false,
  notRelevant: false,
  caution: null,
} as const satisfies Said;

const YES: Said = { ...NOTHING_MORE, outcome: 'attended', presentAtDecision: true };
const NO: Said = { ...NOTHING_MORE, outcome: 'not' };
const PART: Said = { ...NOTHING_MORE, outcome: 'part' };
const off = (state: PastState, caution: string | null = null): WrittenOutcome => ({ kind: 'off', state, caution });
const unclear = (why: string): WrittenOutcome => ({ kind: 'unclear', why });

const WRITE = 'Write attended, part, no or cancelled, or leave it empty.';
const WHO = '(?:(?:police|tvp|officer|we|conf(?:erence)?|meeting)s? )?(?:was |were |has |have )?';
const exactly = (words: string): RegExp => new RegExp(`^${WHO}(?:${words})$`);

const FORMS: readonly (readonly [RegExp, WrittenOutcome])[] = [
  [/^[✓✔☑✅]\uFE0F?$|^(y|yes|true|1|tick|ticked)$/, YES],
  [exactly('attend|attended|did attend|present|in attendance|fully attended|full attendance|attended (in )?(full|person)|attended all'), YES],
  [/^[✗✘☒❌✖]\uFE0F?$|^(n|no|false|0)$/, NO],
  [exactly("dna|d n a|did not attend|didn't attend|not attend|not attended|non attended|non attendance|not in attendance|no attendance|nil attendance|unable to attend|could not attend|absent|not present|no show|missed|nobody|no one|nobody attended|no one attended|no officer|unattended|no police attendance"), NO],
  [/^(sent )?(apologies|apols?|apologised)( (sent|given|made|received|only))?$/, NO],
  [exactly('not invited|no invite|no invitation|never invited'), { ...NO, reason: 'invite-not-received' }],
  [/^(no )?(written |police )?(report only|report instead|report in lieu)$|^(written )?report no attendance$|^papers only$/, { ...NO, reportSent: true, reason: 'assessed-report-only' }],
  [/^(written |police )?report( (sent|submitted|provided|supplied|shared))?$/, { ...NO, reportSent: true, caution: 'Read as not attended, with a report.' }],
  [exactly('part|partial|partially|partly|part attended|part attendance|partial attendance|partially attended|partly attended|attended part|attended in part|attended partially|attended for part|left early|joined late'), PART],
  [exactly('part( attended)? (not for|without|before) (the )?decision|left before (the )?decision'), PART],
  [exactly('part( attended)? (for|with|incl|including) (the )?decision|left after (the )?decision'), { ...PART, presentAtDecision: true }],
  [exactly('not relevant|irrelevant'), { ...NO, notRelevant: true }],
  [exactly('cancelled|canceled|vacated|withdrawn|abandoned|called off'), off('cancelled')],
  [exactly('stood down|stand down|stooddown'), off('stood_down')],
  [exactly('postponed|rearranged|re arranged|rescheduled|re scheduled'), off('postponed')],
  [exactly('adjourned'), off('postponed', 'Adjourned: kept as postponed, so it does not count.')],
  [exactly('inquorate|not quorate|in quorate'), off('postponed', 'Inquorate: kept as postponed, so it does not count.')],
  [/^(n a|na|not applicable)$/, { ...NOTHING_MORE, caution: 'Not applicable: kept as held with no outcome known.' }],
  [/^(none|nil)$/, unclear(`It may mean that nobody attended or that nothing is known. ${WRITE}`)],
  [/^(p|a)$/, unclear(`One letter may mean several things. ${WRITE}`)],
  [/^(y n|yes no|not required|not needed|not requested)$/, unclear(`It does not say whether police attended. ${WRITE}`)],
]; // prettier-ignore

const NOT_KNOWN = /^[-–—.?\s]*$|^(tbc|tba|unknown|not known|not recorded|awaiting|awaited|pending|blank)$/;
const SEPARATOR = /\s*(?:[-–—:;,(\n./]|\b(?:by|due to|because|as)\b)\s*/gi;
const LONGEST = 400;

/** Whether it is one of the marks that make a cross beside it a no. */
export const isTick = (text: string): boolean => /^[✓✔☑✅]\uFE0F?$/.test(text.trim());

/** Reads a cell. `crossMeansNo` because an "x" in a form may as well mean yes. */
export function readOutcome(text: string, crossMeansNo: boolean): WrittenOutcome {
  const written = text.trim();
  if (NOT_KNOWN.test(written.toLowerCase())) return { kind: 'blank' };
  if (written.length > LONGEST) return unclear(`It is too long to be read. ${WRITE}`);
  if (/^[x×]$/i.test(written))
    return crossMeansNo ? NO : unclear('A cross may mean yes or no. Write Y or N, or use ✓ for yes.');
  return (
    whole(written) ??
    combined(written) ??
    onlyPeople(written) ??
    unclear(`It does not say whether police attended. ${WRITE}`)
  );
}

function whole(text: string): WrittenOutcome | null {
  const words = text
    .toLowerCase()
    .replace(/[’]/g, "'")
    .replace(/[-–—./\s]+/g, ' ')
    .replace(/[!.,;:()*]+/g, '')
    .trim();
  return FORMS.find(([shape]) => shape.test(words))?.[1] ?? null;
}

/** An outcome first, then who went or why nobody did. */
function combined(text: string): WrittenOutcome | null {
  for (const { index, 0: between } of text.matchAll(SEPARATOR)) {
    const head = index === 0 ? null : whole(text.slice(0, index));
    if (head !== null)
      return withTail(
        head,
        text
          .slice(index + between.length)
          .replace(/\)\s*$/, '')
          .trim(),
      );
  }
  const [, first = '', rest = ''] = /^(y|yes|n|no|attended|dna)\s+(.+)$/is.exec(text) ?? [];
  const head = first === '' ? null : whole(first);
  if (head?.kind !== 'said') return null;
  const people = readPeople(rest);
  if (head.outcome === 'attended') return people?.every((one) => one.isOfficer) === true ? { ...head, people } : null;
  const reason = readReason(rest);
  return reason === null ? null : { ...head, reason };
}

function withTail(head: WrittenOutcome, tail: string): WrittenOutcome {
  if (head.kind !== 'said' || tail === '') return head;
  const people = readPeople(tail);
  if (head.outcome === 'attended') return people === null ? { ...head, rest: tail } : { ...head, people };
  if (head.outcome === 'part' && people !== null) return { ...head, people };
  const more = whole(tail);
  if (more?.kind === 'said' && (more.reportSent || more.reason !== null)) {
    return { ...head, reportSent: more.reportSent, reason: more.reason, caution: null };
  }
  if (more !== null) return unclear(`It says two things. ${WRITE}`);
  const reason = readReason(tail);
  return { ...head, reason, rest: reason === null ? tail : null };
}

/** A rank says that somebody went; a bare name may as well be anybody's. */
function onlyPeople(text: string): WrittenOutcome | null {
  const people = readPeople(text);
  if (people === null) return null;
  return people.every((one) => one.isOfficer)
    ? { ...YES, people }
    : { ...YES, people, caution: 'A name alone: read as attended by this person.' };
}
