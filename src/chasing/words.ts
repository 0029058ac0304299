/** What people are told, and what the proof found, in words. */
import { formatStart, formatWhen } from '../kernel/london.js';
import type { TellingOf } from './chase.queries.js';
import { KINDS, rungWords, type ChaseKind } from './ladder.js';
import type { Gap, GapKind, Proof } from './proof.js';

export const GAP_WORDS: Record<GapKind, string> = {
  unsent: 'was owed, and nobody was told',
  late: 'was told later than the first run that should have told it',
  'not-delivered': 'is on record as told, but no mail left',
  'wrongly-skipped': 'was left out for a reason that was not true',
  twice: 'was told twice',
  'outside-hours': 'was told outside working hours',
  unseen: 'began with nobody on it, and nobody had been told',
};

const TODO: Record<ChaseKind, { readonly text: string; readonly path: string }> = {
  unassigned: { text: 'Put somebody on it', path: '/assign' },
  'no-answer': { text: 'Ask for the answer', path: '#people' },
  declined: { text: 'Put somebody else on it', path: '/assign' },
  'report-owed': { text: 'Send the report and record it', path: '/report' },
  'relevance-undecided': { text: 'Decide whether it is relevant', path: '/relevance' },
  'outcome-missing': { text: 'Record what happened', path: '/outcome' },
  'minutes-missing': { text: 'Ask for the minutes, and record when they come', path: '/minutes' },
  'expectation-overdue': { text: 'Ask the local authority', path: '/expected' },
};

const todoOf = ({ kind, role }: Pick<TellingOf, 'kind' | 'role'>): string =>
  kind === 'no-answer' && role === 'lead' ? 'Say whether you can go' : TODO[kind].text;

export interface Told extends Pick<TellingOf, 'kind' | 'subject' | 'role'> {
  readonly hubName: string;
  /** When the conference is; null for one that is only expected. */
  readonly startsAt: Temporal.Instant | null;
  readonly endsAt: Temporal.Instant | null;
}

/** More would not be read; the board has them all. */
const MOST = 40;

/** One digest: references, times, what to do and where. Nothing of anybody. */
export function wordChases(
  told: readonly Told[],
  {
    publicUrl,
    deskName,
    now,
  }: { readonly publicUrl: string; readonly deskName: string; readonly now: Temporal.Instant },
): { readonly subject: string; readonly bodyText: string } {
  const about = [...Map.groupBy(told.toSorted(bySoonest(now)), ({ subject }) => subject).values()];
  const n = about.length;
  const lines = about.slice(0, MOST).map((tellings) => paragraph(tellings, publicUrl));
  const bodyText = [
    'OFFICIAL-SENSITIVE',
    `${n === 1 ? 'This is open and waits' : `These ${n} are open and wait`} for you. Times are UK time.`,
    ...lines,
    ...(n > MOST ? [`And ${n - MOST} more, on the board:\n${publicUrl}/board`] : []),
    `This is an automatic mail from ${deskName}, sent in working hours for as long as something is open. To see to it is the only way to stop it.`,
  ].join('\n\n');
  const [first] = about[0] ?? [];
  const what =
    n === 1 && first !== undefined ? `${nameOf(first)}: ${lower(KINDS[first.kind].label)}` : `${n} to see to`;
  return { subject: `OFFICIAL-SENSITIVE | ${what}`, bodyText: `${bodyText}\n` };
}

/** What begins next comes first, then what is over, the last first, then what is only expected: the rest may be cut off. */
function bySoonest(now: Temporal.Instant): (a: Told, b: Told) => number {
  const place = ({ startsAt }: Told): readonly [group: number, within: number] => {
    if (startsAt === null) return [2, 0];
    const away = startsAt.epochMilliseconds - now.epochMilliseconds;
    return [away >= 0 ? 0 : 1, Math.abs(away)];
  };
  return (a, b) => {
    const [[group, within], [otherGroup, otherWithin]] = [place(a), place(b)];
    return group - otherGroup || within - otherWithin;
  };
}

function paragraph(tellings: readonly Told[], publicUrl: string): string {
  const [{ subject, hubName, startsAt, endsAt }] = tellings as readonly [Told, ...Told[]];
  const when = startsAt === null || endsAt === null ? '' : `, ${formatStart(startsAt, endsAt)}`;
  const kinds = [...Map.groupBy(tellings, ({ kind }) => kind).values()].map((rungs) => rungs.at(-1)!);
  return [
    `${nameOf({ subject })}, ${hubName}${when}`,
    ...kinds.flatMap((telling) => [
      `  ${KINDS[telling.kind].label}. ${todoOf(telling)}:`,
      `  ${startsAt === null ? `${publicUrl}/expected/${subject.replace('expected-', '')}` : `${publicUrl}/conferences/${subject}${TODO[telling.kind].path}`}`,
    ]),
  ].join('\n');
}

/** An expected conference has a number, and no reference yet. */
const nameOf = ({ subject }: Pick<Told, 'subject'>): string => subject.replace(/^expected-/, 'Expected conference ');

const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
const number = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

export type ProofCounts = Pick<Proof, 'verdict' | 'owed' | 'missed' | 'pending'> & {
  readonly gaps: readonly Pick<Gap, 'kind'>[];
  readonly missedRuns: readonly { readonly hour: string }[];
};

/** The verdict in one sentence. */
export function verdictWords({ verdict, owed, gaps, missed, pending, missedRuns }: ProofCounts): string {
  const hours = new Set(missedRuns.map(({ hour }) => hour)).size;
  if (verdict === 'gap') return gapSentences(gaps, owed);
  if (verdict === 'complete')
    return owed === 0 ? 'Nothing was owed.' : `${number(owed, 'chase')} owed, all of them accounted for.`;
  const parts = [
    ...(hours > 0 ? [`work stood still in ${number(hours, 'hour')}`] : []),
    ...(missed > 0 ? [`${number(missed, 'chase')} ended before anybody could be told`] : []),
    ...(pending > 0 ? [`${number(pending, 'chase')} ${pending === 1 ? 'is' : 'are'} for the next run`] : []),
  ];
  return `Nothing was lost, but ${parts.join(', ')}.`;
}

/** Whether nothing went wrong but that work stood still: red all the same, for somebody has to look at once. */
export const isUnseenOnly = ({ gaps }: Pick<ProofCounts, 'gaps'>): boolean =>
  gaps.length > 0 && gaps.every(({ kind }) => kind === 'unseen');

/** What cannot be accounted for, and apart from it what an outage accounts for and does not excuse. */
function gapSentences(gaps: ProofCounts['gaps'], owed: number): string {
  const unseen = gaps.filter(({ kind }) => kind === 'unseen').length;
  const lost = gaps.length - unseen;
  return [
    ...(lost > 0 ? [`${number(lost, 'chase')} of ${owed} cannot be accounted for.`] : []),
    ...(unseen > 0
      ? [`${number(unseen, 'conference')} began with nobody, and nobody was told, because work stood still.`]
      : []),
  ].join(' ');
}

/** What of a key names the matter for people: "TV-2026-000123, nobody assigned, 5 working days before the conference". */
export function gapWords({ key, kind }: Pick<Gap, 'key' | 'kind'>): string {
  const [chaseKind = '', subject = ''] = key.split('/');
  const days = Number(key.slice(key.lastIndexOf('/') + 1));
  const of = chaseKind as ChaseKind;
  return `${nameOf({ subject })}, ${lower(KINDS[of].label)}, ${rungWords(of, { days })}: ${GAP_WORDS[kind]}.`;
}

/** The mail to leadership and administrators when a proof is not complete. */
export function wordProof(
  proof: Omit<ProofCounts, 'gaps'> & { readonly gaps: readonly Gap[]; readonly until: Temporal.Instant },
  { publicUrl, deskName }: { readonly publicUrl: string; readonly deskName: string },
): { readonly subject: string; readonly bodyText: string } {
  const verdict = verdictWords(proof);
  const bodyText = [
    'OFFICIAL-SENSITIVE',
    `The proof of ${formatWhen(proof.until)} (UK time) holds every chase that was owed against what was sent. ${verdict}`,
    ...(proof.gaps.length === 0
      ? []
      : [
          proof.gaps
            .slice(0, MOST)
            .map((gap) => `- ${gapWords(gap)}`)
            .join('\n'),
        ]),
    `What is owed, what was sent and every proof:\n${publicUrl}/chasing`,
    `This is an automatic mail from ${deskName}.${proof.verdict === 'gap' ? ' The board stays red until a proof finds nothing of this kind.' : ''}`,
  ].join('\n\n');
  const unseen = 'A conference began with nobody told';
  const red = isUnseenOnly(proof) ? unseen : 'Chasing has a gap';
  const subject = proof.verdict === 'gap' ? red : 'Chasing stood still for a while';
  return { subject: `OFFICIAL-SENSITIVE | ${subject}`, bodyText: `${bodyText}\n` };
}
