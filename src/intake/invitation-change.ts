import type { KnownHubs } from './invitation-hub.js';
import { distinct, labelled, statement, type Found, type InvitationText } from './invitation-text.js';

const COUNCIL = String.raw`[A-Z][\w'’&-]+(?: (?:[A-Z][\w'’&-]+|and|of|upon|the)){0,6} (?:Council|Children's Services|Children’s Services)`;
const TRANSFERRING = new RegExp(
  String.raw`\b(?:transferr(?:ed|ing)|moved|moving) (?:out )?(?:of (?:the )?area )?to (?:the )?(${COUNCIL})`,
);
const ABOUT_CASE = /\b(case|family|child|children|sibling|siblings|plan|conference)\b/i;
const DENIED = /\b(no|not|never|without|cannot|n't|if|may|might)\b/i;
const INQUORATE = /\binquorate\b|\b(?:was|has been|had to be) adjourned\b/i;
const NOT_QUORATE = /\b(?:was|were|is) not quorate\b/i;

const isOurs = (name: string, { hubs }: KnownHubs): boolean =>
  hubs.some((hub) => name.toLowerCase().includes(hub.localAuthority.toLowerCase()) || name.startsWith(`${hub.name} `));

/**
 * The authority to which the text says that the case is transferring; null when it does not say so plainly, names one of
 * ours, or names two.
 */
export function readTransferring(text: InvitationText, reference: KnownHubs): Found<string> | null {
  const found = text.sentences.flatMap((source) => {
    const to = TRANSFERRING.exec(source)?.[1];
    const isPlain = to !== undefined && ABOUT_CASE.test(source) && !DENIED.test(source);
    return isPlain && !isOurs(to, reference) ? [{ value: to, source }] : [];
  });
  const named = distinct(found);
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** Whether the text says that a conference was inquorate or has been adjourned. */
export function readInquorate(text: InvitationText): Found<true> | null {
  const source = text.sentences.find((sentence) => NOT_QUORATE.test(sentence));
  return source === undefined ? statement(text, INQUORATE) : { value: true, source };
}

/** An authority that the text names as the convening one and that is none of ours: its hub is never guessed. */
export function readConvener(text: InvitationText, reference: KnownHubs): Found<string> | null {
  const named = labelled(text, /^((convening|local) authority|la|council)$/i).filter(
    ({ value }) => new RegExp(`^${COUNCIL}$`).test(value) && !isOurs(value, reference),
  );
  const found = distinct(named);
  return found.length === 1 ? (found[0] ?? null) : null;
}
