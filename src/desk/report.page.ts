/** How a conference stands with its report, on its page. */
import { formatWhen } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import { minutesWords } from '../minutes/minutes.js';
import {
  reportOwed,
  reportStanding,
  standingWords,
  type ReportState,
  type ReportTerms,
} from '../participation/report.js';
import { relevanceAtStart } from '../relevance/relevance.js';
import type { Fact, Tag } from '../web/page-parts.js';
import type { Dossier } from './dossier.js';

const standsAs = ({ conference, sitting, decisions }: Dossier) => ({
  kind: conference.kind,
  startsAt: sitting.startsAt,
  relevance: relevanceAtStart(decisions, sitting.startsAt),
});
const termsFor = ({ hub }: Dossier, calendar: WorkingCalendar): ReportTerms => ({ hub, calendar });

/** In time until that day; null when nobody waits for it: it is recorded, or only a list of the past tells of it. */
export const owesReport = (dossier: Dossier, calendar: WorkingCalendar): Temporal.PlainDate | null =>
  dossier.history === null ? reportOwed(standsAs(dossier), dossier.report !== null, termsFor(dossier, calendar)) : null;

const TAGS: Partial<Record<ReportState, Tag>> = {
  late: { text: 'Late', tone: 'warn' },
  overdue: { text: 'Overdue', tone: 'warn' },
  'not-enough': { text: 'Report owed', tone: 'warn' },
};
const READ_OUT = { yes: 'Read out at the conference', no: 'Not read out at the conference' } as const;

/** Of what is on, or was: nothing is due to a conference that is off. */
export function reportRows(dossier: Dossier, calendar: WorkingCalendar, now: Temporal.Instant): readonly Fact[] {
  const { report, conference, history } = dossier;
  const isOn = conference.state === 'scheduled' || conference.state === 'held';
  if (report === null && (!isOn || history !== null)) return [];
  const standing = reportStanding({ ...standsAs(dossier), now }, report, termsFor(dossier, calendar));
  const tag = TAGS[standing.state];
  const notes =
    report === null
      ? []
      : [
          `By ${report.sentBy}`,
          ...(report.readOut === null ? [] : [READ_OUT[report.readOut ? 'yes' : 'no']]),
          `Recorded by ${report.recordedBy}, ${formatWhen(report.recordedAt)}`,
        ];
  const text = standingWords(standing, report);
  return [{ key: 'Report', value: { text: capital(text), notes, ...(tag === undefined ? {} : { tag }) } }];
}

/** Whether its minutes were asked for, and came. */
export const minutesRows = ({ minutes }: Dossier): readonly Fact[] =>
  minutes === null
    ? []
    : [
        {
          key: 'Minutes',
          value: {
            text: capital(minutesWords(minutes)),
            note: `Recorded by ${minutes.recordedBy}, ${formatWhen(minutes.recordedAt)}`,
          },
        },
      ];

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
