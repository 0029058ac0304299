import { Injectable, NotFoundException } from '@nestjs/common';
import type { Hub, ReferenceData } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { CapacityService } from '../capacity/capacity.service.js';
import { shortHubs } from '../capacity/capacity.page.js';
import { Database } from '../database/database.js';
import type { Reader } from '../database/transaction.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import { savedIn } from '../reporting/benefit.js';
import { benefitCells } from '../reporting/benefit.queries.js';
import { cellsOf, monthsUntil, tallyOf, type FigureCell, type Months } from '../reporting/figures.js';
import { measureCells } from '../reporting/measures.queries.js';
import { figureCells, type Reach } from '../reporting/performance.queries.js';
import { conferencesIn, lastYear, perDayWords, weeksAhead, workingDaysIn, type DemandCell } from './demand.js';
import type { EvidenceFacts } from './evidence-facts.js';
import { demandCells, disclosures, hoursCells, type HoursCell } from './evidence.queries.js';
import { guidanceFacts } from './guidance.js';
import { challengesRaised } from './challenges.queries.js';
import { voiceHeard } from './voice.queries.js';
import { isOverdue } from './recommendation.js';
import { allRecommendations } from './recommendation.queries.js';
import {
  expiringOfficers,
  officersTrained,
  trainedAt,
  type ExpiringOfficer,
  type OfficerCell,
  type TrainedCell,
} from './training.queries.js';

const MONTHS = 12;
export const DAYS_OF_WARNING = 90;

/** Whose figures, and what the person may open behind them. */
export interface Around {
  readonly hubs: readonly Hub[];
  readonly everywhere: boolean;
  readonly today: Temporal.PlainDate;
  /** The last that is over. */
  readonly month: Temporal.PlainYearMonth;
  readonly reference: ReferenceData;
  may(action: Action): boolean;
}

export interface DemandFacts extends Around {
  readonly hours: readonly HoursCell[];
  readonly past: readonly DemandCell[];
  readonly ahead: readonly DemandCell[];
}

export interface TrainingFacts extends Around {
  readonly attended: readonly TrainedCell[];
  readonly officers: readonly OfficerCell[];
  /** Null for those who may not read about people. */
  readonly expiring: readonly ExpiringOfficer[] | null;
}

/** What can be said of the force's priorities, counted when asked and within the hubs of whoever asks. No conference is named. */
@Injectable()
export class PrioritiesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly capacity: CapacityService,
  ) {}

  async look(actor: Actor): Promise<Around & { readonly facts: EvidenceFacts }> {
    const around = this.around(actor);
    return { ...around, facts: await this.facts(actor, around) };
  }

  /** When conferences are, by hub, and which of them lie outside hub hours. */
  async demand(actor: Actor): Promise<DemandFacts> {
    const around = this.around(actor);
    const { months, reach } = this.span(around);
    const { reader } = this.db;
    return {
      ...around,
      hours: await hoursCells(reader, months, reach),
      past: await demandCells(reader, lastYear(around.today), reach.hubs),
      ahead: await demandCells(reader, weeksAhead(around.today), reach.hubs),
    };
  }

  /** Who was trained when they went, and whose training runs out. */
  async training(actor: Actor): Promise<TrainingFacts> {
    const around = this.around(actor);
    const { months, reach } = this.span(around);
    const { reader } = this.db;
    const until = around.today.add({ days: DAYS_OF_WARNING });
    return {
      ...around,
      attended: await trainedAt(reader, months, reach),
      officers: await officersTrained(reader, reach.hubs, { today: around.today, until }),
      expiring: around.may('attendee.read') ? await expiringOfficers(reader, reach.hubs, until) : null,
    };
  }

  /** Every file of guidance, for whoever reads the priorities. */
  guidance(actor: Actor): Around {
    return this.around(actor);
  }

  private around(actor: Actor): Around {
    if (!mayAtAll(actor, 'priorities.read')) throw new NotFoundException();
    const { reference } = this.surroundings;
    const scope = scopeOf(actor, 'priorities.read');
    const hubs = reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
    const today = londonDate(this.surroundings.now());
    return {
      hubs,
      everywhere: hubs.length === reference.hubs.length,
      today,
      month: today.toPlainYearMonth().subtract({ months: 1 }),
      reference,
      may: (action) => mayAtAll(actor, action),
    };
  }

  private span({ hubs, month }: Around): { readonly months: Months; readonly reach: Reach } {
    const reach = { hubs: hubs.map(({ code }) => code), now: this.surroundings.now() };
    return { months: monthsUntil(month, MONTHS), reach };
  }

  private async facts(actor: Actor, around: Around): Promise<EvidenceFacts> {
    const { today, month, reference, everywhere } = around;
    const { months, reach } = this.span(around);
    const { reader } = this.db;
    const cells = await figureCells(reader, months, reach);
    const past = await demandCells(reader, lastYear(today), reach.hubs);
    const ahead = await demandCells(reader, weeksAhead(today), reach.hubs);
    const hours = await hoursCells(reader, months, reach);
    const sent = await disclosures(reader, startOfLondonDay(today.subtract({ years: 1 })), reach.hubs);
    return {
      month,
      ...participationFacts(cells, month, reference),
      quality: await goodQuality(reader, months, reach),
      training: await this.trainingFacts(around),
      voice: await voiceHeard(reader, months, reach),
      challenges: await challengesRaised(reader, reach),
      sharing: { ...sent, files: everywhere ? sent.files : null },
      outsideHours: { n: sumBy(hours, 'outside'), of: sumBy(hours, 'conferences') },
      demand: {
        lastYear: conferencesIn(past),
        perDay: perDayWords(conferencesIn(past), workingDaysIn(lastYear(today), reference.calendar)),
        ahead: conferencesIn(ahead),
        short: shortHubs(await this.capacity.look(actor)),
      },
      guidance: guidanceFacts(reference, today),
      benefit: savedIn(await benefitCells(reader, months, reach), reference.benefit),
      recommendations: await recommendationFacts(reader, today),
      limits: reference.priorities.limits,
    };
  }

  private async trainingFacts(around: Around): Promise<EvidenceFacts['training']> {
    const { months, reach } = this.span(around);
    const until = around.today.add({ days: DAYS_OF_WARNING });
    const attended = await trainedAt(this.db.reader, months, reach);
    const officers = await officersTrained(this.db.reader, reach.hubs, { today: around.today, until });
    return {
      inDate: { n: sumBy(attended, 'trained'), of: sumBy(attended, 'attended') },
      unknown: sumBy(attended, 'unknown'),
      expiring: { n: sumBy(officers, 'expiring'), of: sumBy(officers, 'officers') },
    };
  }
}

const sumBy = <Key extends string>(cells: readonly Readonly<Record<Key, number>>[], key: Key): number =>
  cells.reduce((sum, cell) => sum + cell[key], 0);

function participationFacts(
  cells: readonly FigureCell[],
  month: Temporal.PlainYearMonth,
  { measures }: ReferenceData,
): Pick<EvidenceFacts, 'participation' | 'targets'> {
  const of = (id: 'A1' | 'B1') => ({
    month: tallyOf(cellsOf(cells, id, monthsUntil(month, 1))),
    year: tallyOf(cellsOf(cells, id, monthsUntil(month, MONTHS))),
  });
  const target = (id: 'A1' | 'B1'): number => measures.find((one) => one.id === id)?.target ?? 100;
  return { participation: { A1: of('A1'), B1: of('B1') }, targets: { A1: target('A1'), B1: target('B1') } };
}

async function goodQuality(reader: Reader, months: Months, reach: Reach): Promise<EvidenceFacts['quality']> {
  const audited = (await measureCells(reader, months, reach)).find(({ measure }) => measure === 'F1');
  return { n: audited?.n ?? 0, of: audited?.of ?? 0 };
}

async function recommendationFacts(
  reader: Reader,
  today: Temporal.PlainDate,
): Promise<EvidenceFacts['recommendations']> {
  const all = await allRecommendations(reader);
  return {
    embedded: { n: all.filter(({ status }) => status === 'embedded').length, of: all.length },
    overdue: all.filter((one) => isOverdue(one, today)).length,
  };
}
