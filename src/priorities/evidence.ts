/** What the tracker can say of each priority: counts in, a verdict and figures out. Pure. */
import type { EvidenceKey } from '../../config/priorities.js';
import { formatMonth } from '../kernel/london.js';
import { percentWords, sumOf, type Count } from '../reporting/rate.js';
import { counted } from '../reporting/words.js';
import type { EvidenceFacts } from './evidence-facts.js';

export type Verdict = 'met' | 'not-met' | 'cannot-tell';

/** Where a figure leads; not everybody may go everywhere. */
export type BehindFigure =
  | 'A1-month'
  | 'B1-month'
  | 'A1-year'
  | 'B1-year'
  | 'quality'
  | 'training'
  | 'trail'
  | 'demand'
  | 'capacity'
  | 'guidance'
  | 'automation'
  | 'recommendations'
  | 'challenges';

/** n of N, or a mere number where there is nothing to be a share of. */
export interface EvidenceFigure {
  readonly text: string;
  readonly count: Count | number;
  readonly behind: BehindFigure;
  /** All there are, and no sample of anything: an interval would say nothing. */
  readonly whole?: true;
}

export interface Evidence {
  readonly verdict: Verdict;
  readonly sentence: string;
  readonly figures: readonly EvidenceFigure[];
}

type Judge = (facts: EvidenceFacts) => Evidence;

/** At least so many per cent, without rounding anything up. */
const reaches = ({ n, of }: Count, percent: number): boolean => n * 100 >= percent * of;
const isOrAre = (count: number): string => (count === 1 ? 'is' : 'are');
const share = (count: Count): string => `${count.n} of ${count.of} (${percentWords(count)})`;

function participation({ month, participation: { A1, B1 }, targets }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: `ICPCs attended, ${formatMonth(month)}`, count: A1.month, behind: 'A1-month' },
    { text: `Relevant RCPCs attended, ${formatMonth(month)}`, count: B1.month, behind: 'B1-month' },
    { text: 'ICPCs attended, twelve months', count: A1.year, behind: 'A1-year' },
    { text: 'Relevant RCPCs attended, twelve months', count: B1.year, behind: 'B1-year' },
  ];
  const both = sumOf([A1.month, B1.month]);
  if (both.of === 0) {
    const sentence = `Nothing was held in ${formatMonth(month)} that counts. Once invitations are recorded, the month stands here as soon as it is over.`;
    return { verdict: 'cannot-tell', sentence, figures };
  }
  const missed = both.of - both.n;
  const words =
    missed === 0
      ? 'Police were at all of them'
      : `${counted(missed, 'conference')} ${missed === 1 ? 'was' : 'were'} missed`;
  const sentence = `In ${formatMonth(month)} ${counted(both.of, 'conference')} needed police. ${words}.`;
  const met = reaches(A1.month, targets.A1) && reaches(B1.month, targets.B1);
  return { verdict: met ? 'met' : 'not-met', sentence, figures };
}

function quality({ quality: good, limits }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Audited contributions that were good, twelve months', count: good, behind: 'quality' },
  ];
  if (good.of === 0) {
    const sentence =
      'No contribution was audited in twelve months. Audit those of the quality sample, and this says how many were good.';
    return { verdict: 'cannot-tell', sentence, figures };
  }
  const sentence = `${share(good)} audited contributions held analysis, the voice of the child and a clear view on the threshold; at least ${limits.goodPercent} % is aimed for.`;
  return { verdict: reaches(good, limits.goodPercent) ? 'met' : 'not-met', sentence, figures };
}

function training({ training: { inDate, unknown, expiring }, limits }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Attended with training in date, twelve months', count: inDate, behind: 'training' },
    { text: 'Officers whose training runs out in 90 days', count: expiring, behind: 'training', whole: true },
  ];
  if (inDate.of === 0) {
    const sentence =
      'No attended conference is on record yet. Record outcomes and who went, and this says how many were trained.';
    return { verdict: 'cannot-tell', sentence, figures };
  }
  const nobody =
    unknown === 0 ? '' : ` Of ${unknown === 1 ? 'one' : unknown} nobody said who went, which counts as not trained.`;
  const sentence = `${share(inDate)} attended conferences had an officer whose training was in date on the day.${nobody}`;
  return { verdict: reaches(inDate, limits.trainedPercent) ? 'met' : 'not-met', sentence, figures };
}

function voice({ voice: heard }: EvidenceFacts): Evidence {
  if (heard === null) {
    const sentence = 'Not yet recorded: outcomes do not ask yet whether the child was heard.';
    return { verdict: 'cannot-tell', sentence, figures: [] };
  }
  if (heard.of === 0) return { verdict: 'cannot-tell', sentence: 'No attended conference says it yet.', figures: [] };
  const figures: EvidenceFigure[] = [{ text: 'The child was heard, twelve months', count: heard, behind: 'A1-year' }];
  const sentence = `The child was heard at ${share(heard)} attended conferences.`;
  return { verdict: heard.n === heard.of ? 'met' : 'not-met', sentence, figures };
}

function challenges({ challenges: { raised, overdue } }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [{ text: 'Challenges raised, twelve months', count: raised, behind: 'challenges' }];
  const late =
    overdue === 0
      ? 'none waits longer than the procedure allows'
      : `${overdue} ${overdue === 1 ? 'waits' : 'wait'} longer than the procedure allows`;
  if (raised === 0 && overdue === 0)
    return { verdict: 'cannot-tell', sentence: 'No challenge was raised in twelve months.', figures };
  return {
    verdict: overdue === 0 ? 'met' : 'not-met',
    sentence: `${counted(raised, 'challenge')} ${raised === 1 ? 'was' : 'were'} raised in twelve months; ${late}.`,
    figures,
  };
}

function sharing({ sharing: { calendarMail, files, letters } }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Calendar messages sent, twelve months', count: calendarMail, behind: 'trail' },
    { text: 'Letters of questions drafted, twelve months', count: letters, behind: 'trail' },
    ...(files === null
      ? []
      : [{ text: 'Lists taken out as files, twelve months', count: files, behind: 'trail' } as const]),
  ];
  const all = calendarMail + (files ?? 0) + letters;
  if (all === 0) {
    const sentence =
      'Nothing left the tracker in twelve months. Whatever does is written into the audit trail as it goes.';
    return { verdict: 'cannot-tell', sentence, figures };
  }
  const sentence = `${counted(all, 'disclosure')} in twelve months ${isOrAre(all)} in the audit trail, each written in the same step as it left.`;
  return { verdict: 'met', sentence, figures };
}

function hours({ outsideHours, limits }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Conferences outside hub hours, twelve months', count: outsideHours, behind: 'demand' },
  ];
  if (outsideHours.of === 0) {
    const sentence = 'No conference is on record yet that could be inside or outside hub hours.';
    return { verdict: 'cannot-tell', sentence, figures };
  }
  const within = outsideHours.n * 100 <= limits.outsideHoursPercent * outsideHours.of;
  const sentence = `${share(outsideHours)} conferences began or ended outside the hours of their hub; at most ${limits.outsideHoursPercent} % is aimed for.`;
  return { verdict: within ? 'met' : 'not-met', sentence, figures };
}

function demand({ demand: { lastYear, perDay, ahead, short } }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Conferences in twelve months', count: lastYear, behind: 'demand' },
    { text: 'Conferences in the next four weeks, so far', count: ahead, behind: 'demand' },
    { text: 'Hubs with fewer trained people than they need', count: short, behind: 'capacity', whole: true },
  ];
  const sentence =
    lastYear + ahead === 0
      ? 'No conference is on record yet, so there is no profile.'
      : `The profile is there: ${perDay} conferences a working day in twelve months, ${ahead} in the next four weeks so far.`;
  return { verdict: 'cannot-tell', sentence, figures };
}

function guidance({ guidance: { inDate, overdue, holidaysCovered } }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Files within their review date', count: inDate, behind: 'guidance', whole: true },
  ];
  const late = overdue.length === 0 ? 'none is overdue' : `overdue: ${overdue.join(', ')}`;
  const short = holidaysCovered ? '' : ' The bank holidays do not reach twelve months ahead.';
  const sentence = `${inDate.n} of ${inDate.of} files of guidance and definitions are within their review date; ${late}.${short}`;
  return { verdict: overdue.length === 0 && holidaysCovered ? 'met' : 'not-met', sentence, figures };
}

function automation({ benefit }: EvidenceFacts): Evidence {
  const came = { n: benefit.automated, of: benefit.invitations };
  const figures: EvidenceFigure[] = [
    { text: 'Invitations that came by automation, twelve months', count: came, behind: 'automation', whole: true },
  ];
  if (came.of === 0) {
    return { verdict: 'cannot-tell', sentence: 'No invitation was recorded in twelve months.', figures };
  }
  if (came.n === 0) {
    const sentence = `None of ${counted(came.of, 'invitation')} in twelve months came by automation, so nothing was saved.`;
    return { verdict: 'not-met', sentence, figures };
  }
  const hoursSaved = Math.round(benefit.seconds / 3600);
  const sentence = `${share(came)} invitations came by automation. If typing is what we assume, that saved ${hoursSaved < 1 ? 'under an hour' : counted(hoursSaved, 'hour')}.`;
  return { verdict: benefit.seconds > 0 ? 'met' : 'not-met', sentence, figures };
}

function recommendations({ recommendations: { embedded, overdue } }: EvidenceFacts): Evidence {
  const figures: EvidenceFigure[] = [
    { text: 'Recommendations embedded', count: embedded, behind: 'recommendations', whole: true },
  ];
  if (embedded.of === 0) {
    const sentence =
      'No recommendation is on the register yet. Add what inspections and reviews asked for, with its owner and date.';
    return { verdict: 'cannot-tell', sentence, figures };
  }
  const late =
    overdue === 0
      ? 'none is past its date'
      : `${overdue} ${isOrAre(overdue)} past ${overdue === 1 ? 'its' : 'their'} date`;
  const sentence = `${embedded.n} of ${counted(embedded.of, 'recommendation')} ${isOrAre(embedded.n)} embedded; ${late}.`;
  return { verdict: embedded.n === embedded.of ? 'met' : 'not-met', sentence, figures };
}

/** A new kind of evidence does not compile until something judges it. */
export const JUDGES: Readonly<Record<EvidenceKey, Judge>> = {
  participation,
  quality,
  training,
  voice,
  challenges,
  sharing,
  hours,
  demand,
  guidance,
  automation,
  recommendations,
};

/** Of several pieces of evidence: one that is not met decides, then one that cannot be told. */
export function verdictOf(evidence: readonly Pick<Evidence, 'verdict'>[]): Verdict {
  const verdicts = evidence.map(({ verdict }) => verdict);
  if (verdicts.includes('not-met')) return 'not-met';
  return verdicts.includes('cannot-tell') ? 'cannot-tell' : 'met';
}
