/** What automation saved, by a stated assumption. Pure: counts in, sums out. */
import type { Benefit, Effort } from '../../config/automation.js';

/** Invitations of one month and hub by how they came on record; those to conferences that were voided are left out. */
export interface BenefitCell {
  /** The first day of the month, in London, in which they were recorded. */
  readonly month: Temporal.PlainDate;
  readonly hubCode: string;
  readonly invitations: number;
  readonly unattended: number;
  readonly toConfirm: number;
}

export interface Saved {
  readonly invitations: number;
  readonly unattended: number;
  readonly toConfirm: number;
  readonly automated: number;
  readonly keystrokes: number;
  readonly seconds: number;
}

/** The cells together: what typing all of it would have cost, less what confirming some of it did. */
export function savedIn(cells: readonly BenefitCell[], { assumed }: Benefit): Saved {
  let [invitations, unattended, toConfirm] = [0, 0, 0];
  for (const cell of cells) {
    invitations += cell.invitations;
    unattended += cell.unattended;
    toConfirm += cell.toConfirm;
  }
  const automated = unattended + toConfirm;
  const saved = (of: 'keystrokes' | 'seconds'): number =>
    automated * assumed['by-hand'][of] - toConfirm * assumed['to-confirm'][of] - unattended * assumed.unattended[of];
  return { invitations, unattended, toConfirm, automated, keystrokes: saved('keystrokes'), seconds: saved('seconds') };
}

const grouped = (n: number): string => n.toLocaleString('en-GB');

/** "12 × 240 − 3 × 6 − 9 × 0 = 2,862": anybody can do the sum again. */
export function arithmetic(saved: Saved, { assumed }: Benefit, of: 'keystrokes' | 'seconds'): string {
  const each = (effort: Effort): string => grouped(assumed[effort][of]);
  const { automated, toConfirm, unattended } = saved;
  const parts = [
    `${automated} × ${each('by-hand')}`,
    `${toConfirm} × ${each('to-confirm')}`,
    `${unattended} × ${each('unattended')}`,
  ];
  return `${parts.join(' − ')} = ${grouped(saved[of])}`;
}

/** "57 minutes", "3 hours 5 minutes": nobody measured seconds. */
export function durationWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const inHours = hours === 0 ? '' : `${grouped(hours)} ${hours === 1 ? 'hour' : 'hours'}`;
  const inMinutes = rest === 0 && hours > 0 ? '' : `${rest} ${rest === 1 ? 'minute' : 'minutes'}`;
  return [inHours, inMinutes].filter((part) => part !== '').join(' ');
}
