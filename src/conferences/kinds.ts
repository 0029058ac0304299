/** The kinds of conference, their words, and how local authorities write them. */
export const CONFERENCE_KINDS = [
  'icpc',
  'pre-birth-icpc',
  'transfer-in',
  'rcpc',
  'early-review',
  'pre-birth-review',
  'combined-review',
] as const;
export type ConferenceKind = (typeof CONFERENCE_KINDS)[number];
export type KindFamily = 'initial' | 'review';

export interface KindWords {
  /** For lists and calendar subjects. */
  readonly label: string;
  readonly name: string;
  readonly family: KindFamily;
}

/**
 * A transfer-in or pre-birth conference counts as initial: the Department for Education reports both as ICPCs.
 * A reconvened conference is no kind: it is a further sitting of one of these.
 */
export const KIND_WORDS: Readonly<Record<ConferenceKind, KindWords>> = {
  icpc: { label: 'ICPC', name: 'Initial child protection conference', family: 'initial' },
  'pre-birth-icpc': {
    label: 'Pre-birth ICPC',
    name: 'Pre-birth initial child protection conference',
    family: 'initial',
  },
  'transfer-in': { label: 'Transfer-in', name: 'Transfer-in child protection conference', family: 'initial' },
  rcpc: { label: 'RCPC', name: 'Review child protection conference', family: 'review' },
  'early-review': { label: 'Early RCPC', name: 'Early review child protection conference', family: 'review' },
  'pre-birth-review': {
    label: 'Pre-birth RCPC',
    name: 'Pre-birth review child protection conference',
    family: 'review',
  },
  'combined-review': {
    label: 'RCPC with child-in-care review',
    name: 'Review child protection conference with child-in-care review',
    family: 'review',
  },
};

/** "ICPC", "RCPC" and so on. */
export const kindLabel = (kind: ConferenceKind): string => KIND_WORDS[kind].label;

/** "Review child protection conference" and so on. */
export const kindName = (kind: ConferenceKind): string => KIND_WORDS[kind].name;

export const isInitial = (kind: ConferenceKind): boolean => KIND_WORDS[kind].family === 'initial';

export const isReview = (kind: ConferenceKind): boolean => KIND_WORDS[kind].family === 'review';

/** A heading, a subject or a cell is shorter; prose mentions several meetings and is not a kind. */
const LONGEST_LABEL = 200;

// Meetings that are no child protection conference, whatever else stands beside them.
const OTHER_MEETING =
  /\b(strategy|strat (disc|discussion|meeting)|core groups?|legal planning|plo|child in need|cin|marac|mappa|lado|family group|medical|transfer(red)? out)\b/;
const ABBREVIATION = /\b(icpc|rcpc|cpc|cpcs)\b/;
const PROTECTION = /\b(child protection|cp)\b/;
const CONFERENCE = /\b(conference|conferences|conf)\b/;
const INITIAL = /\b(icpc|initial)\b/;
const REVIEW = /\b(rcpc|reviews?)\b/;
const TRANSFER = /\b(transfer(red|ring)? in|receiving in|incoming transfer)\b/;
const PRE_BIRTH = /\b(pre ?birth|unborn)\b/;
const EARLY = /\b(early|earlier|brought forward|expedited)\b/;
const IN_CARE = /\b(cla|lac|cic|child(ren)? in care|looked after|child(ren)? looked after)\b/;
const BARE = /^(transfer in|receiving in|pre ?birth)$/;

/**
 * The kind a local authority's words mean: the short text of a heading, a subject line or a list cell.
 * Null when it is another meeting (strategy discussion, core group, child-in-care review held alone), when it names
 * no conference, or when it does not say which: a bare "Review" may be a child-in-care review and is never guessed.
 */
export function readKind(text: string): ConferenceKind | null {
  if (text.length > LONGEST_LABEL) return null;
  const code = text.trim().toLowerCase();
  const exact = CONFERENCE_KINDS.find((kind) => kind === code);
  if (exact !== undefined) return exact;
  const words = code.replace(/[^a-z0-9]+/g, ' ').trim();
  if (OTHER_MEETING.test(words) || !namesConference(words)) return null;
  const initial = INITIAL.test(words);
  const review = REVIEW.test(words);
  if (initial && review) return null;
  if (review) return readReview(words);
  if (TRANSFER.test(words)) return 'transfer-in';
  if (PRE_BIRTH.test(words)) return 'pre-birth-icpc';
  return initial ? 'icpc' : null;
}

function namesConference(words: string): boolean {
  if (ABBREVIATION.test(words) || BARE.test(words)) return true;
  if (PROTECTION.test(words)) return CONFERENCE.test(words) || REVIEW.test(words);
  return CONFERENCE.test(words) && [INITIAL, REVIEW, TRANSFER, PRE_BIRTH].some((mark) => mark.test(words));
}

function readReview(words: string): ConferenceKind | null {
  if (TRANSFER.test(words)) return null;
  if (IN_CARE.test(words)) return 'combined-review';
  if (PRE_BIRTH.test(words)) return 'pre-birth-review';
  return EARLY.test(words) ? 'early-review' : 'rcpc';
}
