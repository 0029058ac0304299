/** What the tracker itself knows that speaks for a criterion. It prefills and never decides (domain, section 2.2). */
import { isSameChild, isNothingKnown } from '../conferences/children.js';
import type { NewChild } from '../conferences/conference.queries.js';
import { isInitial, isReview, type ConferenceKind } from '../conferences/kinds.js';
import { formatDate } from '../kernel/london.js';
import { MARKERS, type MarkerKind } from '../markers/marker.js';

/** One thing that speaks for a criterion. */
export interface Evidence {
  readonly criterion: string;
  /** What is known, as a sentence without its stop. */
  readonly words: string;
  /** Where it is known from, as the end of "from …". */
  readonly from: string;
  readonly since: Temporal.PlainDate | null;
}

/** A conference of the same children that came before; those that were called off are not among them. */
export interface EarlierConference {
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly on: Temporal.PlainDate;
  readonly children: readonly NewChild[];
}

export interface EvidenceFacts {
  readonly kind: ConferenceKind;
  readonly startsOn: Temporal.PlainDate;
  readonly children: readonly NewChild[];
  /** Oldest first. */
  readonly earlier: readonly EarlierConference[];
  readonly markers: readonly { readonly kind: MarkerKind; readonly occurredOn: Temporal.PlainDate }[];
  /** What invitations to it ask for in their text. */
  readonly asked: readonly { readonly what: 'chair-request' | 'plan-may-end'; readonly on: Temporal.PlainDate }[];
  /** Dissent at an earlier conference, and challenges that are open. */
  readonly disputes: readonly { readonly what: 'dissent' | 'challenge'; readonly on: Temporal.PlainDate }[];
}

/** Reviews are at most six months apart, so what is older was before a conference that we do not know of. */
const WITHOUT_LAST = { months: 6 };
const LONG_PLAN = { months: 15 };

/** From when on something is new for this review: since the last conference of the same children. */
export const newSince = ({ earlier, startsOn }: Pick<EvidenceFacts, 'earlier' | 'startsOn'>): Temporal.PlainDate =>
  earlier.at(-1)?.on ?? startsOn.subtract(WITHOUT_LAST);

const isFrom = (day: Temporal.PlainDate, from: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(day, from) >= 0;

/** Everything that speaks for a criterion, in the order of the rules; nothing for an initial conference. */
export function evidenceFor(facts: EvidenceFacts): readonly Evidence[] {
  if (!isReview(facts.kind)) return [];
  return [
    ...fromMarkers(facts),
    ...aboutFirstReview(facts),
    ...aboutLongPlan(facts),
    ...aboutChildren(facts),
    ...fromInvitations(facts),
    ...fromDisputes(facts),
  ];
}

function fromMarkers(facts: EvidenceFacts): readonly Evidence[] {
  const since = newSince(facts);
  return facts.markers
    .filter(({ occurredOn }) => isFrom(occurredOn, since))
    .map(({ kind, occurredOn }) => ({
      criterion: MARKERS[kind].criterion,
      words: MARKERS[kind].label,
      from: 'a police marker',
      since: occurredOn,
    }));
}

function aboutFirstReview({ earlier }: EvidenceFacts): readonly Evidence[] {
  const last = earlier.at(-1);
  if (last === undefined || !isInitial(last.kind)) return [];
  return [
    {
      criterion: 'first-review',
      words: 'No review since the initial conference',
      from: last.reference,
      since: last.on,
    },
  ];
}

/** The plan began with the first initial conference after the last review before it: siblings may have one each. */
function aboutLongPlan({ earlier, startsOn }: EvidenceFacts): readonly Evidence[] {
  const lastInitial = earlier.findLastIndex(({ kind }) => isInitial(kind));
  if (lastInitial < 0) return [];
  const reviewBefore = earlier.slice(0, lastInitial).findLastIndex(({ kind }) => isReview(kind));
  const begun = earlier[reviewBefore + 1];
  if (begun === undefined) return [];
  const known = { criterion: 'long-or-repeat-plan', from: begun.reference, since: begun.on };
  const isRepeat = earlier.slice(0, reviewBefore + 1).some(({ kind }) => isInitial(kind));
  const isLong = Temporal.PlainDate.compare(begun.on.add(LONG_PLAN), startsOn) <= 0;
  return [
    ...(isRepeat ? [{ ...known, words: 'A second initial conference after reviews of an earlier plan' }] : []),
    ...(isLong ? [{ ...known, words: 'The initial conference was 15 months ago or more' }] : []),
  ];
}

/** Only children with a code can be told to be new; where nothing was known of one before, none can. */
function aboutChildren({ children, earlier }: EvidenceFacts): readonly Evidence[] {
  const last = earlier.at(-1);
  if (last === undefined || last.children.length === 0) return [];
  const known = { criterion: 'sibling-or-unborn-added', from: `the children on ${last.reference}`, since: last.on };
  const isUnborn = (child: NewChild): boolean => child.expectedOn !== null;
  const unbornAdded = children.some(isUnborn) && !last.children.some(isUnborn);
  const couldBeAnybody = last.children.some((child) => isNothingKnown(child) || (codeless(child) && !isUnborn(child)));
  const added = children.filter(
    (child) => !codeless(child) && !isUnborn(child) && !last.children.some((one) => isSameChild(one, child)),
  );
  const isBirth = added.length === 1 && last.children.some(isUnborn) && !children.some(isUnborn);
  return [
    ...(unbornAdded ? [{ ...known, words: 'An unborn child was not at the last conference' }] : []),
    ...(added.length > 0 && !couldBeAnybody && !isBirth
      ? [
          {
            ...known,
            words:
              added.length === 1
                ? 'A child was not at the last conference'
                : `${added.length} children were not at the last conference`,
          },
        ]
      : []),
  ];
}

const codeless = ({ laChildId, policeReference }: NewChild): boolean => laChildId === null && policeReference === null;

const ASKED_WORDS = {
  'chair-request': 'The invitation asks for police',
  'plan-may-end': 'The invitation says that the plan may end',
} as const;

const fromInvitations = ({ asked }: EvidenceFacts): readonly Evidence[] =>
  asked.map(({ what, on }) => ({
    criterion: what,
    words: ASKED_WORDS[what],
    from: 'the text of the invitation',
    since: on,
  }));

function fromDisputes({ disputes }: EvidenceFacts): readonly Evidence[] {
  return disputes.map(({ what, on }) => ({
    criterion: 'prior-dissent',
    words: what === 'dissent' ? 'Police dissented at the last conference' : 'A challenge is open',
    from: what === 'dissent' ? 'its outcome' : 'the register of challenges',
    since: on,
  }));
}

/** "Incident, 12 November 2026, from a police marker". */
export const evidenceWords = ({ words, from, since }: Evidence): string =>
  [words, ...(since === null ? [] : [formatDate(since)]), `from ${from}`].join(', ');

/** The criteria that something speaks for, each once. */
export const criteriaOf = (evidence: readonly Evidence[]): readonly string[] => [
  ...new Set(evidence.map(({ criterion }) => criterion)),
];
