import { learntLabel, type NeverInvited } from '../conferences/circumstances.js';
import { isLate } from '../conferences/timing.js';
import type { Invitation } from '../invitations/invitation.queries.js';
import { cameToLabel, channelLabel } from '../invitations/invitation.js';
import { formatWhen, londonDate } from '../kernel/london.js';
import type { Cell } from '../web/page-parts.js';
import type { Dossier } from './dossier.js';

const HOURS_IN_DAY = 24;

/** Every invitation with when and where it reached TVP; the first one, wherever that was, is what counts. */
export function noticeCell(dossier: Dossier): Cell {
  const { sitting, around } = dossier;
  const invitations = dossier.invitations;
  const [first] = invitations;
  const uninvited = around.neverInvited === null ? [] : [neverWords(around.neverInvited)];
  if (first === undefined && dossier.history !== null) return { text: 'not in the imported list', quiet: true };
  const into = dossier.linked.find(({ how }) => how === 'merged-into');
  if (into !== undefined) return { text: `With ${into.reference}`, quiet: true };
  if (first === undefined) {
    return { text: 'Never invited', tag: { text: 'No invitation', tone: 'bad' }, notes: uninvited };
  }
  const isAfter = Temporal.Instant.compare(first.receivedAt, sitting.startsAt) >= 0;
  return {
    text: noticeWords(first, sitting.startsAt),
    ...(isAfter
      ? { tag: { text: 'After the start', tone: 'bad' } }
      : isLate(first.noticeDays)
        ? { tag: { text: 'Late notice', tone: 'warn' } }
        : {}),
    notes: [
      ...invitations.map((one) => invitationWords(one, sitting.startsAt, invitations.length > 1 && one === first)),
      ...uninvited.map((words) => `Before that: ${words}`),
    ],
  };
}

/** "8 working days"; on the day itself with the hours that were left. */
export function noticeWords({ noticeDays, receivedAt }: Invitation, startsAt: Temporal.Instant): string {
  const days = `${noticeDays} working ${noticeDays === 1 ? 'day' : 'days'}`;
  const hours = receivedAt.until(startsAt).total('hours');
  if (noticeDays > 0) return days;
  if (hours <= 0) return `${days}, after the start`;
  if (hours >= HOURS_IN_DAY) return days;
  const minutes = Math.round(hours * 60);
  return minutes < 60 ? `${days}, ${minutes} minutes before` : `${days}, ${count(Math.floor(hours), 'hour')} before`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Nobody's late entry looks like one made in time: when it was recorded stands beside when it was received. */
function invitationWords(one: Invitation, startsAt: Temporal.Instant, isFirst: boolean): string {
  const wasAfter = Temporal.Instant.compare(one.recordedAt, startsAt) >= 0;
  const isOtherDay = !londonDate(one.recordedAt).equals(londonDate(one.receivedAt));
  const parts = [
    channelLabel(one.channel),
    one.cameTo === null ? '' : `to ${lower(cameToLabel(one.cameTo))}`,
    `received ${formatWhen(one.receivedAt)}`,
    isOtherDay || wasAfter ? `recorded ${formatWhen(one.recordedAt)} by ${one.recordedBy}` : '',
    wasAfter ? 'after the conference had begun' : '',
    noticeWords(one, startsAt),
  ];
  return `${isFirst ? 'First, and what counts: ' : ''}${parts.filter((part) => part !== '').join(', ')}`;
}

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const neverWords = ({ learntFrom, learntAt, recordedBy, recordedAt }: NeverInvited): string =>
  `${learntLabel(learntFrom)}, ${formatWhen(learntAt)}; recorded ${formatWhen(recordedAt)} by ${recordedBy}`;
