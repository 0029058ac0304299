import type { Sitting } from '../conferences/conference.queries.js';
import { isInitial } from '../conferences/kinds.js';
import { inquorateWords, nextSittingDueBy } from '../conferences/quorum.js';
import type { ClockTerms } from '../conferences/statutory-clocks.js';
import { transferInDueBy, triggerLabel, type TransferOut } from '../conferences/transfer.js';
import { formatDayAndYear, formatSpan, formatWhen } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { Cell } from '../web/page-parts.js';
import type { Dossier } from './dossier.js';

/** Who convenes it; what another authority convenes is reported apart. */
export function convenerCell({ conference, hub }: Dossier): Cell {
  if (conference.convenedBy === null) return hub.localAuthority;
  return {
    text: conference.convenedBy,
    tag: { text: 'Outside Thames Valley', tone: 'info' },
    note: `Looked after by the ${hub.name} hub, and reported apart from its headline figures`,
  };
}

/** Where a child on a plan comes from and by when the conference is due; null for other kinds. */
export function transferInCell({ conference, around }: Dossier, calendar: WorkingCalendar): Cell {
  if (conference.kind !== 'transfer-in') return null;
  const { fromAuthority = null, triggerKind = null, triggeredOn = null } = around.transferIn ?? {};
  const began = [triggerKind && triggerLabel(triggerKind), triggeredOn && formatDayAndYear(triggeredOn)];
  const due = triggeredOn && `Due by ${formatDayAndYear(transferInDueBy(triggeredOn, calendar))}`;
  return {
    text: fromAuthority === null ? 'Where from is not known yet' : `From ${fromAuthority}`,
    quiet: fromAuthority === null,
    notes: [
      began.filter((part) => part !== null).join(', ') || 'What started the 15 working days is not known yet',
      ...(due === null ? [] : [due]),
      fromAuthority === null ? 'Ask the other force for information' : 'Ask the force there for information',
    ],
  };
}

/** Where the family has gone, and whether the conference there is known. */
export function transferOutCell({ around }: Dossier): Cell {
  const { transferOut } = around;
  if (transferOut === null) return null;
  const contact = transferOut.forceContact;
  return {
    text: transferOut.toAuthority ?? 'Where to is not known yet',
    ...(transferOut.receiving === 'awaited' ? { tag: { text: 'Find out their date', tone: 'warn' } } : {}),
    notes: [
      receivingWords(transferOut),
      contact === null ? 'Send the report to the force there' : `Send the report to ${contact}`,
    ],
  };
}

function receivingWords({ receiving, receivingOn }: TransferOut): string {
  if (receiving === 'none') return 'There will be no receiving conference';
  return receivingOn === null
    ? 'The receiving conference is not known yet'
    : `The receiving conference is on ${formatDayAndYear(receivingOn)}`;
}

/** How the sitting that counts now went without its quorum; null when nothing is recorded of it. */
export function quorumCell(
  { conference, sitting, around }: Dossier,
  calendar: WorkingCalendar,
  terms: ClockTerms,
): Cell {
  const found = around.inquorate.find((one) => one.sittingId === sitting.id);
  if (found === undefined) return null;
  const due = `It is to sit again by ${formatDayAndYear(nextSittingDueBy(sitting.startsAt, terms, calendar))}`;
  return {
    text: inquorateWords(found),
    ...(found.forWantOfPolice ? { tag: { text: 'Police absent', tone: 'bad' } } : {}),
    notes: [
      ...(found.outcome === 'adjourned' && isInitial(conference.kind) ? [due] : []),
      `Recorded by ${found.recordedBy}, ${formatWhen(found.recordedAt)}`,
    ],
  };
}

/** A sitting that has gone before, and whether it was without its quorum. */
export function earlierWords({ around }: Dossier, { id, startsAt, endsAt }: Sitting): string {
  const found = around.inquorate.find((one) => one.sittingId === id);
  const span = formatSpan(startsAt, endsAt);
  return found === undefined ? span : `${span}. ${inquorateWords(found)}`;
}
