import { formatSpan } from '../kernel/london.js';
import { isWebLink, oneLine } from './writing.js';

/** What an entry in a calendar says about a conference. It has no field for a child, a parent, a school or an LA number. */
export interface Described {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly reference: string;
  readonly kindLabel: string;
  readonly hubName: string;
  readonly modeLabel: string;
  /** Null unless the hub's policy lets a venue be sent. */
  readonly venue: string | null;
  /** Null unless the hub's policy lets a join link be sent. Left out when it is not an http or https address. */
  readonly joinLink: string | null;
  /** The conference in the tracker. */
  readonly link: string;
  /** A page to answer on, for people whose calendar shows no buttons. */
  readonly answerLink?: string | null;
  readonly marking: 'OFFICIAL-SENSITIVE';
}

export interface Line {
  readonly label: string;
  readonly value: string;
  readonly href: string | null;
}

export const DO_NOT_FORWARD = 'Do not forward this invitation. Names and papers are in the tracker only.';

/** "OFFICIAL-SENSITIVE | ICPC | TV-26-004211 | Reading" */
export const titleOf = (facts: Pick<Described, 'marking' | 'kindLabel' | 'reference' | 'hubName'>): string =>
  [facts.marking, facts.kindLabel, facts.reference, facts.hubName].map(oneLine).join(' | ');

/** The facts one under the other, UK time. Text from outside is reduced to one line. */
export function describe(facts: Described): readonly Line[] {
  const plain = (label: string, value: string): Line => ({ label, value: oneLine(value), href: null });
  const linked = (label: string, href: string): Line => ({ label, value: href, href });
  const lines = [
    plain('Reference', facts.reference),
    plain('Kind', facts.kindLabel),
    plain('Hub', facts.hubName),
    plain('Time', `${formatSpan(facts.startsAt, facts.endsAt)} (UK time)`),
    plain('Mode', facts.modeLabel),
  ];
  if (facts.venue !== null && oneLine(facts.venue) !== '') lines.push(plain('Venue', facts.venue));
  if (facts.joinLink !== null && isWebLink(facts.joinLink)) lines.push(linked('Join', facts.joinLink));
  lines.push(linked('Conference', facts.link));
  if (facts.answerLink) lines.push(linked('No buttons? Answer here', facts.answerLink));
  return lines;
}

/** The text of a mail or of an entry: marking, the sentence read first, the facts, and not to forward it. */
export const asText = (marking: Described['marking'], sentence: string, lines: readonly Line[]): string =>
  [marking, sentence, lines.map(({ label, value }) => `${label}: ${value}`).join('\n'), DO_NOT_FORWARD].join('\n\n');
