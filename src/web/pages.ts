import { Injectable } from '@nestjs/common';
import '@fastify/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { formToken } from '../access/form-token.js';
import { overdueGuidance } from '../kernel/currency.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import { GUIDANCE_ON } from './guidance.js';
import { MenuCounts } from './menu-counts.js';
import { menuFor } from './menu.js';
import type { OpenCall } from './page-call.js';
import type { FieldError } from './page-parts.js';
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

/** The version printed in the footer and reported to monitors. */
export const VERSION = '0.1.0';

/** Puts a page into its frame, and sends people on after something was done. */
@Injectable()
export class Pages {
  constructor(
    private readonly templates: Templates,
    private readonly counts: MenuCounts,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * The HTML of a page for the person asking; sets the status and the headers that go with it.
   * @param call its request null for a page with neither menu nor person, which needs no database
   */
  async render<Model extends PageModel>(
    { request, reply }: { readonly request: FastifyRequest | null; readonly reply: FastifyReply },
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
  done({ request, reply }: OpenCall, href: string, flash?: Flash): void {
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
      nav: actor && request ? menuFor(actor, request.url, await this.counts.of(actor)) : null,
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
}
