import { stateLabel, stateRefusalSentence, type StateRefusal } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import {
  TRANSFER_IN_SENTENCES,
  TRANSFER_OUT_SENTENCES,
  TRANSFER_TRIGGERS,
  transferInDueBy,
  triggerLabel,
  type TransferInRefusal,
  type TransferOutRefusal,
} from '../conferences/transfer.js';
import { formatDayAndYear, formatSpan } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { FieldError, Link, RefusedForm } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { ChangedMeanwhile } from './changes.service.js';
import { quickerColleague, versionShown } from './corrections.page.js';
import type { TypedTransferIn, TypedTransferOut } from './transfer.form.js';
import type { TransferredOut } from './transfers.service.js';

interface TransferPage<T> {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly now: string;
  readonly typed: T;
  readonly submit: string;
  readonly errors: readonly FieldError[];
}

export interface TransferInPage extends TransferPage<TypedTransferIn> {
  readonly triggers: readonly { readonly value: string; readonly text: string }[];
}

export interface TransferOutPage extends TransferPage<TypedTransferOut> {
  /** Once the family has gone nobody is called off any more, and no reason is asked. */
  readonly asksReason: boolean;
}

const frameOf = ({ conference, hub }: Opened, page: string) => {
  const href = `/conferences/${conference.reference}`;
  return {
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/${page}`,
  };
};

export function transferInPage(opened: Opened, typed: TypedTransferIn, refused: RefusedForm | null): TransferInPage {
  return {
    ...frameOf(opened, 'transfer-in'),
    title: 'The transfer',
    now: 'Partners count the 15 working days from different events, so the day is kept with what it is of. Ask the other force for information when you know where the family comes from.',
    triggers: [
      { value: '', text: 'Not known yet' },
      ...TRANSFER_TRIGGERS.map((trigger) => ({ value: trigger, text: triggerLabel(trigger) })),
    ],
    typed: { ...typed, version: versionShown(typed, refused, opened) },
    submit: 'Keep this',
    errors: refused?.errors ?? [],
  };
}

export function transferOutPage(opened: Opened, typed: TypedTransferOut, refused: RefusedForm | null): TransferOutPage {
  const { conference, sitting } = opened;
  const isGone = conference.state === 'transferred_out';
  const stands = formatSpan(sitting.startsAt, sitting.endsAt);
  return {
    ...frameOf(opened, 'transfer-out'),
    title: isGone ? 'The receiving conference' : 'Transfer out',
    now: isGone
      ? 'It stays on the board until the receiving conference is known, or you say that there is none.'
      : `It is ${stateLabel(conference.state)} at ${stands}. Everybody assigned is told not to attend. The authority here keeps the plan until the receiving one has held its conference.`,
    asksReason: !isGone,
    typed: { ...typed, version: versionShown(typed, refused, opened) },
    submit: isGone ? 'Keep this' : 'Transfer out',
    errors: refused?.errors ?? [],
  };
}

export function transferInRefused(refusal: TransferInRefusal | ChangedMeanwhile): RefusedForm {
  if (refusal.kind === 'changed-meanwhile') return quickerColleague('#trigger');
  const href = refusal.kind === 'trigger-too-late' ? '#on' : '#trigger';
  return { status: 422, errors: [{ text: TRANSFER_IN_SENTENCES[refusal.kind], href }] };
}

const OUT_FIELDS = {
  'authority-missing': '#to',
  'receiving-day-missing': '#on',
  'receiving-too-far': '#on',
  'nothing-changed': '#to',
} as const;

export function transferOutRefused(refusal: TransferOutRefusal | StateRefusal | ChangedMeanwhile): RefusedForm {
  switch (refusal.kind) {
    case 'changed-meanwhile':
      return quickerColleague('#to');
    case 'not-from-here':
      return { status: 422, errors: [{ text: stateRefusalSentence(refusal), href: '#to' }] };
    case 'reason-missing':
      return { status: 422, errors: [{ text: stateRefusalSentence(refusal), href: '#reason' }] };
    default:
      return { status: 422, errors: [{ text: TRANSFER_OUT_SENTENCES[refusal.kind], href: OUT_FIELDS[refusal.kind] }] };
  }
}

export function transferInTold(triggeredOn: Temporal.PlainDate | null, calendar: WorkingCalendar): Flash {
  const title = 'The transfer is recorded.';
  if (triggeredOn === null) return { title, text: 'The 15 working days count once you give the day.', tone: 'warn' };
  const due = formatDayAndYear(transferInDueBy(triggeredOn, calendar));
  return { title, text: `The latest day for the conference is ${due}. Ask the other force for information.` };
}

export function transferredOut({ conference, isNew, transfer }: TransferredOut): Flash {
  const gone = isNew ? 'Everybody assigned is told. ' : '';
  const title = isNew
    ? `${conference.reference} is transferred out to ${transfer.toAuthority ?? 'another authority'}.`
    : 'The receiving conference is recorded.';
  if (transfer.receiving === 'known' && transfer.receivingOn !== null) {
    const on = formatDayAndYear(transfer.receivingOn);
    return { title, text: `${gone}The receiving conference is on ${on}. Send the report to the force there.` };
  }
  if (transfer.receiving === 'none') return { title, text: `${gone}There is no receiving conference to wait for.` };
  return { title, text: `${gone}It stays on the board until the receiving conference is known.`, tone: 'warn' };
}
