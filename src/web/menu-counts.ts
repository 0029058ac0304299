import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { countOverdue } from '../challenge/challenge.queries.js';
import { Database } from '../database/database.js';
import { row } from '../database/sql.js';
import { countToAskFor } from '../expectations/expectation.queries.js';
import { mailForAPerson } from '../intake/mail-list.queries.js';
import { currencyOf, holidaysCoveredUntil, isCoveredEnough } from '../kernel/currency.js';
import { londonDate } from '../kernel/london.js';
import { countToDecide } from '../relevance/work-list.queries.js';
import { workListSpan } from '../relevance/work-list.page.js';

/** What waits for somebody, beside each entry of their menu. */
@Injectable()
export class MenuCounts {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** By address; null where nothing is said. */
  async of(actor: Actor): Promise<Readonly<Record<string, number | null>>> {
    return {
      '/inbox': await this.waiting(actor),
      '/relevance': await this.toDecide(actor),
      '/expected': await this.toAskFor(actor),
      '/challenges': await this.unanswered(actor),
      '/automation': await this.toConfirm(actor),
      '/mail': await this.mailToActOn(actor),
      '/priorities': this.guidanceOwed(actor),
    };
  }

  /** Silent at nothing: unlike the inbox, mail is looked at only when something in it needs a person. */
  private async mailToActOn(actor: Actor): Promise<number | null> {
    if (!mayAtAll(actor, 'candidate.decide')) return null;
    return (await mailForAPerson(this.db.reader, scopeOf(actor, 'mail.read'))) || null;
  }

  /** Conferences that automation recorded and this person may confirm; silent at nothing, as many hubs have no automation. */
  private async toConfirm(actor: Actor): Promise<number | null> {
    const { hubs } = scopeOf(actor, 'automation.confirm');
    if (hubs.length === 0) return null;
    const counted = await row<{ n: number }>(
      this.db.reader,
      'select count(*) as n from conference where to_confirm is not null and hub_code = any($1)',
      [hubs],
    );
    return counted?.n || null;
  }

  /** Guidance that an administrator has to have renewed; silent at nothing. */
  private guidanceOwed(actor: Actor): number | null {
    if (!mayAtAll(actor, 'guidance.renew')) return null;
    const today = londonDate(this.surroundings.now());
    const { editions, calendar } = this.surroundings.reference;
    const overdue = Object.values(editions).filter(({ reviewOn }) => currencyOf(reviewOn, today).state === 'overdue');
    const isCovered = isCoveredEnough(holidaysCoveredUntil(calendar.holidays.keys()), today);
    return overdue.length + (isCovered ? 0 : 1) || null;
  }

  /** Challenges whose answer is overdue; silent at nothing. */
  private async unanswered(actor: Actor): Promise<number | null> {
    const { hubs } = scopeOf(actor, 'challenge.change');
    if (hubs.length === 0) return null;
    return (await countOverdue(this.db.reader, hubs, londonDate(this.surroundings.now()))) || null;
  }

  /** Invitations that should have come by now; silent at nothing. */
  private async toAskFor(actor: Actor): Promise<number | null> {
    const { hubs } = scopeOf(actor, 'expectation.change');
    if (hubs.length === 0) return null;
    return (await countToAskFor(this.db.reader, hubs, londonDate(this.surroundings.now()))) || null;
  }

  /** Reviews of the next days on which somebody has to decide; silent at nothing. */
  private async toDecide(actor: Actor): Promise<number | null> {
    const { hubs } = scopeOf(actor, 'relevance.decide');
    if (hubs.length === 0) return null;
    const now = this.surroundings.now();
    return (await countToDecide(this.db.reader, hubs, workListSpan(now, this.surroundings.reference.calendar))) || null;
  }

  private async waiting(actor: Actor): Promise<number | null> {
    const scope = scopeOf(actor, 'candidate.decide');
    if (!scope.all && scope.hubs.length === 0) return null;
    const counted = await row<{ waiting: number }>(
      this.db.reader,
      `select count(*) as waiting from candidate where state = 'waiting' and (hub_code is null or hub_code = any($1))`,
      [scope.hubs],
    );
    return counted?.waiting ?? 0;
  }
}
