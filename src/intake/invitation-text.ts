/** An invitation is a page or two; what follows is signatures and earlier mail. */
const LONGEST_TEXT = 50_000;
const LONGEST_LINE = 600;

/** A value with the words it was read from, so that a person can check it without opening the mail. */
export interface Found<T> {
  readonly value: T;
  readonly source: string;
}

export interface InvitationText {
  /** Lines in order, without the block that a meeting service adds. */
  readonly lines: readonly string[];
  /** The lines again, cut into sentences. */
  readonly sentences: readonly string[];
  /** The meeting service's block and everything after it: good for the join link alone. */
  readonly joinBlock: string;
}

/** Teams, Zoom and Webex put their own "Meeting ID" under the LA's; nothing there is about the conference. */
const JOIN_BLOCK =
  /^\s*(_{10,}|microsoft teams( meeting|\s*$)|join (on your computer|microsoft teams|the meeting now|zoom meeting|by phone)|.{0,40} is inviting you to a scheduled (zoom|webex))/i;
/** Where an earlier mail is quoted: its dates are not this invitation's. */
const QUOTED = /^\s*(-{2,}\s*original message\s*-{2,}|from:\s.{1,200}@|on .{5,100} wrote:\s*$|>)/i;

export function invitationText(...texts: readonly string[]): InvitationText {
  const lines: string[] = [];
  const blocks: string[] = [];
  for (const text of texts) {
    const all = text.slice(0, LONGEST_TEXT).split('\n').map(tidyLine);
    const quoted = all.findIndex((line, index) => index > 0 && QUOTED.test(line));
    const own = quoted < 0 ? all : all.slice(0, quoted);
    const block = own.findIndex((line) => JOIN_BLOCK.test(line));
    if (block >= 0) blocks.push(...own.slice(block));
    lines.push(...(block < 0 ? own : own.slice(0, block)).filter((line) => line !== ''));
  }
  const once = [...new Set(lines)];
  return { lines: once, sentences: once.flatMap(sentencesOf), joinBlock: blocks.join('\n') };
}

const tidyLine = (line: string): string =>
  line
    .replace(/[\s\u00A0]+/g, ' ')
    .replace(/^[•*·-]\s+/, '')
    .trim()
    .slice(0, LONGEST_LINE);

const sentencesOf = (line: string): string[] => line.split(/(?<=[.!?])\s+(?=[A-Z])/);

/** What stands after "Label:" or "Label -" at the start of a line; the label is matched whole, in any case. */
export function labelled(text: InvitationText, label: RegExp): readonly Found<string>[] {
  return text.lines.flatMap((line) => {
    const found = /^([^:–—]{1,60}?)\s*(?::|\s[-–—]\s)\s*(.+)$/.exec(line);
    if (!found || !label.test((found[1] ?? '').trim())) return [];
    return [{ value: (found[2] ?? '').trim(), source: line }];
  });
}

/** The first sentence that says it without denying it. */
export function statement(text: InvitationText, wanted: RegExp): Found<true> | null {
  const sentence = text.sentences.find((each) =>
    each.split(BETWEEN_CLAUSES).some((clause) => wanted.test(clause) && !NEGATED.test(clause)),
  );
  return sentence === undefined ? null : { value: true, source: sentence };
}

/** What stands in one half of a sentence does not deny what stands in the other. */
const BETWEEN_CLAUSES = /;|,? (?:but|however|although) /i;
const NEGATED = /\b(?:no|not|never|without|cannot|neither|nor|unlikely|unnecessary)\b|n['’]t\b/i;

/** The different values among what was found, each with its first source. */
export function distinct<T>(found: readonly Found<T>[], key: (value: T) => string = String): readonly Found<T>[] {
  const seen = new Map<string, Found<T>>();
  for (const each of found) if (!seen.has(key(each.value))) seen.set(key(each.value), each);
  return [...seen.values()];
}
