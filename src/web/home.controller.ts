import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { mayAtAll, scopeCondition, scopeOf, scopeParameters, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { rows } from '../database/sql.js';
import { spokenReference } from '../kernel/ids.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from './page-call.js';
import { Pages } from './pages.js';

/** Where each kind of person's day begins, the first that they may see. */
const START: readonly { readonly href: string; readonly needs: Action }[] = [
  { href: '/board', needs: 'assignment.change' },
  { href: '/my', needs: 'assignment.answer' },
  { href: '/performance', needs: 'performance.read' },
  { href: '/attendees', needs: 'attendee.read' },
];

interface Hit {
  readonly reference: string;
  readonly matched: string;
}

/** The start page by role, and the search box. */
@Controller()
export class HomeController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async start(@Req() request: SignedIn, @Res() reply: FastifyReply): Promise<void> {
    const first = START.find((page) => mayAtAll(request.actor, page.needs));
    await reply.redirect(first?.href ?? '/no-role', 303);
  }

  @Get('no-role')
  noRole(@Call() call: PageCall): Promise<string> {
    const model = {
      title: 'You have no role here yet',
      paragraphs: [
        'You are signed in, but nobody has given you a role in the tracker. Ask your administrator for one.',
      ],
    };
    return this.pages.render(call, 'web/views/errors/error.njk', model, 403);
  }

  /** Straight to the record when exactly one matches: reference, LA meeting id, LA child id or police reference. */
  @Get('search')
  async search(@Query('q') given: unknown, @Call() call: PageCall): Promise<string | void> {
    const sought = typeof given === 'string' ? given.replaceAll('\0', '').trim().slice(0, 100) : '';
    if (!mayAtAll(call.actor, 'conference.read')) throw new NotFoundException();
    const hits = sought === '' ? [] : await this.found(call.actor, sought);
    if (hits.length === 1) return this.pages.done(call, `/conferences/${hits[0]!.reference}`);
    const model = {
      title: hits.length === 0 ? 'Nothing found' : `${hits.length} conferences found`,
      paragraphs:
        hits.length > 0
          ? []
          : [
              sought === ''
                ? 'Type a reference, LA meeting id, LA child id or police reference.'
                : `Nothing within your hubs has "${sought}" as its reference, LA meeting id, LA child id or police reference. Check the spelling; part of a reference is not enough.`,
            ],
      links: hits.map((hit) => ({
        text: `${hit.reference} (by ${hit.matched})`,
        href: `/conferences/${hit.reference}`,
      })),
    };
    return this.pages.render(call, 'web/views/errors/error.njk', model);
  }

  /** Within reach, newest first; they are recorded as listed. */
  private found(actor: Actor, sought: string): Promise<Hit[]> {
    const scope = scopeOf(actor, 'conference.read');
    return this.db.transaction(async (tx) => {
      const hits = await rows<Hit>(
        tx,
        `select c.reference, min(k.matched) as matched from conference c join (
         select id as conference_id, 'reference' as matched from conference where reference = $4
         union all select id, 'LA meeting id' from conference where la_meeting_id = $1
         union all select conference_id, 'LA child id' from child where la_child_id = $1
         union all select conference_id, 'police reference' from child where police_reference = $1) k on k.conference_id = c.id
       where ${scopeCondition('c', 2)} group by c.reference order by c.reference desc limit 50`,
        [sought, ...scopeParameters(scope), spokenReference(sought, londonDate(this.surroundings.now()).year)],
      );
      const references = hits.map((hit) => hit.reference);
      const occasion = { actor, at: this.surroundings.now() };
      if (hits.length > 0) await record(tx, occasion, 'conference.listed', { page: '/search', references });
      return hits;
    });
  }
}
