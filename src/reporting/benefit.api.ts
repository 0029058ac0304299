import type { ReferenceData } from '../../config/reference-data.js';
import { EFFORTS, type Effort } from '../../config/automation.js';
import { Choice, Month, Part, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { savedIn, type BenefitCell } from './benefit.js';

class SavedAnswer {
  @WholeNumber({ example: 12, about: 'Invitations that a service account recorded.' })
  readonly n!: number;

  @WholeNumber({ example: 240, about: 'All that were recorded, without those to conferences that were voided.' })
  readonly N!: number;

  @WholeNumber({ example: 3, about: 'Of n, those that a person had to confirm.' })
  readonly toConfirm!: number;

  @WholeNumber({ example: 2862, about: 'By the assumption.' })
  readonly keystrokesSaved!: number;

  @WholeNumber({ example: 3465, about: 'By the assumption.' })
  readonly secondsSaved!: number;
}

class HubSavedAnswer extends SavedAnswer {
  @Text({ example: 'reading' })
  readonly hub!: string;
}

class AssumedAnswer {
  @Choice(EFFORTS, { example: 'by-hand' })
  readonly code!: Effort;

  @WholeNumber({ example: 240 })
  readonly keystrokes!: number;

  @WholeNumber({ example: 300 })
  readonly seconds!: number;
}

class AssumptionAnswer {
  @Text({ example: '1.0' })
  readonly version!: string;

  @Text({ max: 1_000, example: 'An assumption of the project, not a measurement' })
  readonly source!: string;

  @Parts(AssumedAnswer)
  readonly perInvitation!: readonly AssumedAnswer[];
}

export class AutomationReport {
  @Month({ example: '2026-11', about: 'In which they were recorded, in London.' })
  readonly month!: string;

  @Part(SavedAnswer)
  readonly together!: SavedAnswer;

  @Parts(HubSavedAnswer)
  readonly hubs!: readonly HubSavedAnswer[];

  @Part(AssumptionAnswer)
  readonly assumption!: AssumptionAnswer;
}

/** The month as the page shows it. @param hubs those within reach, each told even where nothing came */
export function automationReport(
  month: Temporal.PlainYearMonth,
  hubs: readonly string[],
  cells: readonly BenefitCell[],
  { benefit, editions }: ReferenceData,
): AutomationReport {
  const answer = (mine: readonly BenefitCell[]): SavedAnswer => {
    const { automated, invitations, toConfirm, keystrokes, seconds } = savedIn(mine, benefit);
    return { n: automated, N: invitations, toConfirm, keystrokesSaved: keystrokes, secondsSaved: seconds };
  };
  return {
    month: month.toString(),
    together: answer(cells),
    hubs: hubs.map((hub) => ({ hub, ...answer(cells.filter(({ hubCode }) => hubCode === hub)) })),
    assumption: {
      version: editions['automation-benefit'].version,
      source: benefit.source,
      perInvitation: EFFORTS.map((code) => {
        const { keystrokes, seconds } = benefit.assumed[code];
        return { code, keystrokes, seconds };
      }),
    },
  };
}
