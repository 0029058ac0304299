/** What the proof found, in words. */
import type { GapKind } from './proof.js';

export const GAP_WORDS: Record<GapKind, string> = {
  unsent: 'was owed, and nobody was told',
  late: 'was told later than the first run that should have told it',
  'not-delivered': 'is on record as told, but no mail left',
  'wrongly-skipped': 'was left out for a reason that was not true',
  twice: 'was told twice',
  'outside-hours': 'was told outside working hours',
};
