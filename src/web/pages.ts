import { Injectable } from '@nestjs/common';
import '@fastify/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { formToken } from '../access/form-token.js';
import { Database } from '../database/database.js';
import { row } from '../database/sql.js';
import { countOverdue } from '../challenge/challenge.queries.js';
import { countToAskFor } from '../expectations/expectation.queries.js';
import { mailForAPerson } from '../intake/mail-list.queries.js';
import { currencyOf, holidaysCoveredUntil, isCoveredEnough, overdueGuidance } from '../kernel/currency.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import { GUIDANCE_ON } from './guidance.js';
import type { FieldError } from './page-parts.js';
import { countToDecide } from '../relevance/work-list.queries.js';
import { workListSpan } from '../relevance/work-list.page.js';
import { Templates } from './templates.js';

/** What every page's model has in common; the rest is the page's own. */
export interface PageModel {
  readonly title: string;
  readonly errors?: readonly FieldError[];
}

export interface Flash {
  readonly title: string;
  readonly text?: string;
  readonly href?: string;
  readonly linkText?: string;
  readonly tone?: 'good' | 'warn';
}

interface Menu {
  readonly text: string;
  readonly href: string;
  readonly needs: Action;
  readonly key: string;
}

const MENU: readonly Menu[] = [
  { text: 'Board', href: '/board', needs: 'assignment.change', key: 'b' },
  { text: 'Plan', href: '/plan', needs: 'plan.make', key: 'w' },
  { text: 'Today', href: '/rota', needs: 'assignment.change', key: 'd' },
  { text: 'Relevance', href: '/relevance', needs: 'relevance.decide', key: 'v' },
  { text: 'Inbox', href: '/inbox', needs: 'candidate.decide', key: 'i' },
  { text: 'Expected', href: '/expected', needs: 'expectation.read', key: 'x' },
  { text: 'Challenges', href: '/challenges', needs: 'challenge.read', key: 'g' },
  { text: 'Automation', href: '/automation', needs: 'automation.read', key: 'n' },
  { text: 'Imports', href: '/imports', needs: 'import.change', key: 'l' },
  { text: 'My conferences', href: '/my', needs: 'assignment.answer', key: 'm' },
  { text: 'Attendees', href: '/attendees', needs: 'attendee.read', key: 'a' },
  { text: 'Mail', href: '/mail', needs: 'mail.read', key: 'e' },
  { text: 'Mail test', href: '/self-test', needs: 'mail.test', key: 't' },
  { text: 'Chasing', href: '/chasing', needs: 'chasing.read', key: 'c' },
  { text: 'Performance', href: '/performance', needs: 'performance.read', key: 'p' },
  { text: 'Quality', href: '/quality', needs: 'quality.read', key: 'q' },
  { text: 'Priorities', href: '/priorities', needs: 'priorities.read', key: 'y' },
  { text: 'Reconciliation', href: '/reconciliation', needs: 'reconciliation.read', key: 'r' },
  { text: 'Audit', href: '/audit', needs: 'audit.read', key: 'u' },
];

/** Whoever reads mail finds the test of it there; only people with an assignment of their own have a page of their own. */
function isFor(actor: Actor, { href, needs }: Menu): boolean {
  if (href === '/my' && actor.attendeeId === null) return false;
  if (href === '/self-test' && mayAtAll(actor, 'mail.read')) return false;
  return mayAtAll(actor, needs);
}

/** The version printed in the footer and reported to monitors. */
export const VERSION = '0.1.0';

/** Puts a page into its frame, and sends people on after something was done. */
@Injectable()
export class Pages {
  constructor(
    private readonly templates: Templates,
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * The HTML of a page for the person asking; sets the status and the headers that go with it.
   * @param request null for a page with neither menu nor person, which needs no database
   */
  async render<Model extends PageModel>(
    request: FastifyRequest | null,
    reply: FastifyReply,
    view: string,
    model: Model,
    status = 200,
  ): Promise<string> {
    const frame = await this.frame(request, view);
    void reply.status(status).header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
    return this.templates.render(view, { errors: [], ...model, frame });
  }

  /**
   * After a form was accepted: on to `href`, where a banner says what happened (303, so that a reload repeats nothing).
   * Only writes the head: the handler's return sends it (`passthrough`), and sending here as well would send twice.
   */
  done(request: FastifyRequest, reply: FastifyReply, href: string, flash?: Flash): void {
    if (flash !== undefined) request.session.flash = { ...flash };
    void reply.status(303).header('location', href);
  }

  private async frame(request: FastifyRequest | null, view: string): Promise<object> {
    const actor = request?.actor ?? null;
    const flash = request?.session?.flash ?? null;
    if (flash !== null) delete request?.session.flash;
    const now = this.surroundings.now();
    const today = londonDate(now);
    const clock = `${formatTime(now)} ${formatDay(today)}`;
    return {
      user: actor && { name: actor.name, role: actor.roles.join(', ') || 'no role', hubs: this.hubNames(actor) },
      nav: actor && request ? await this.nav(actor, request.url) : [],
      demo: this.surroundings.settings.demo ? { clock, href: '/demo' } : null,
      csrf: actor && request ? formToken(request) : '',
      flash,
      guidance: overdueGuidance(GUIDANCE_ON[view] ?? [], this.surroundings.reference.editions, today),
      search: '',
      version: VERSION,
    };
  }

  private hubNames(actor: Actor): string {
    const { hubs } = this.surroundings.reference;
    if (actor.hubs.length === hubs.length) return 'all hubs';
    return hubs
      .filter((hub) => actor.hubs.includes(hub.code))
      .map((hub) => hub.name)
      .join(', ');
  }

  private async nav(actor: Actor, url: string): Promise<object[]> {
    const counts: Readonly<Record<string, number | null>> = {
      '/inbox': await this.waiting(actor),
      '/relevance': await this.toDecide(actor),
      '/expected': await this.toAskFor(actor),
      '/challenges': await this.unanswered(actor),
      '/automation': await this.toConfirm(actor),
      '/mail': await this.mailToActOn(actor),
      '/priorities': this.guidanceOwed(actor),
    };
    return MENU.filter((item) => isFor(actor, item)).map((item) => ({
      text: item.text,
      href: item.href,
      key: item.key,
      current: url === item.href || url.startsWith(`${item.href}/`) || url.startsWith(`${item.href}?`),
      count: counts[item.href] ?? null,
    }));
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
