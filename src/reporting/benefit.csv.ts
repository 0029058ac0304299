import { stringify } from 'csv-stringify/sync';
import type { ReferenceData } from '../../config/reference-data.js';
import { savedIn, type BenefitCell } from './benefit.js';

/** Month by month and hub by hub, with the version of the assumption that the savings rest on. */
export const benefitCsv = (cells: readonly BenefitCell[], reference: ReferenceData): string =>
  stringify(
    cells.map((cell) => {
      const saved = savedIn([cell], reference.benefit);
      return {
        month: cell.month.toPlainYearMonth().toString(),
        hub: reference.hub(cell.hubCode)?.name ?? cell.hubCode,
        invitations: saved.invitations,
        by_automation: saved.automated,
        of_these_to_confirm: saved.toConfirm,
        keystrokes_saved_by_assumption: saved.keystrokes,
        seconds_saved_by_assumption: saved.seconds,
        assumption_version: reference.editions['automation-benefit'].version,
      };
    }),
    { header: true, columns: COLUMNS, bom: true, record_delimiter: 'windows', escape_formulas: true },
  );

const COLUMNS = [
  'month',
  'hub',
  'invitations',
  'by_automation',
  'of_these_to_confirm',
  'keystrokes_saved_by_assumption',
  'seconds_saved_by_assumption',
  'assumption_version',
];
