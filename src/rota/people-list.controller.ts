import { readFile } from 'node:fs/promises';
import { Body, Controller, ForbiddenException, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { listAttendees } from '../attendees/attendee-list.queries.js';
import { knownAttendee } from '../attendees/known-attendee.queries.js';
import { decodeCharset, readOctets } from '../calendar/reader/bytes.js';
import { Database } from '../database/database.js';
import { typedText } from '../kernel/typed-text.js';
import '../lists/receiving.plugin.js';
import { Pages } from '../web/pages.js';
import { LONGEST_LIST, peopleCsv, readPeople } from './people-list.js';
import { peopleListPage, type PeopleListFacts } from './people-list.page.js';
import { PeopleListService, type BringRefusal } from './people-list.service.js';

const MOST = 5000;

/** A list is held in memory as a whole, and a letter has four bytes at most. */
const MOST_BYTES = 4 * LONGEST_LIST;

/** People as a list: taken out, and brought back changed: first to be looked at, then taken whole. */
@Controller('rota/people-list')
export class PeopleListController {
  constructor(
    private readonly db: Database,
    private readonly list: PeopleListService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show(request, reply, {});
  }

  @Get('people.csv')
  async takeOut(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!mayAtAll(request.actor, 'attendee.change')) throw new ForbiddenException();
    const listed = await listAttendees(this.db.reader, { hub: null, active: null }, null, MOST);
    const people = [];
    for (const { id } of listed) people.push(await knownAttendee(this.db.reader, id));
    void reply.header('content-type', 'text/csv; charset=utf-8');
    void reply.header('content-disposition', 'attachment; filename="people.csv"');
    return peopleCsv(people.filter((person) => person !== null));
  }

  /** Shows what a list would do; nothing is changed. */
  @Post()
  async look(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!mayAtAll(request.actor, 'attendee.change')) throw new ForbiddenException();
    const file = request.receivedFile;
    if (file === undefined || file.fileName === '')
      return this.show(request, reply, { problem: 'Choose the list of people' });
    if (file.bytes > MOST_BYTES)
      return this.show(request, reply, { problem: 'The list is too large. Bring it in parts' });
    const text = decodeCharset(readOctets(await readFile(file.path)), null);
    const list = readPeople(text);
    if (typeof list === 'string') return this.show(request, reply, { problem: list });
    const decided = await this.list.bringIn(request.actor, list, null);
    if (decided.ok) throw new Error('a look at a list changed people');
    return this.show(request, reply, { refusal: decided.refusal, list: text });
  }

  /** Takes the list that was looked at, all of it or nothing. */
  @Post('take')
  async take(
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    if (!mayAtAll(request.actor, 'attendee.change')) throw new ForbiddenException();
    const text = typedText(body, 'list', LONGEST_LIST + 1);
    const list = readPeople(text);
    if (typeof list === 'string') return this.show(request, reply, { problem: list });
    const decided = await this.list.bringIn(request.actor, list, typedText(body, 'seen', LONGEST_LIST));
    if (!decided.ok) return this.show(request, reply, { refusal: decided.refusal, list: text });
    const { added, changed, known } = decided.value;
    const title = `${added.length} added, ${changed.length} changed, ${known} as they were.`;
    this.pages.done(request, reply, '/rota/people-list', { title });
  }

  private show(request: SignedIn, reply: FastifyReply, facts: PeopleListFacts): Promise<string> {
    if (!mayAtAll(request.actor, 'attendee.change')) throw new ForbiddenException();
    const status = facts.problem === undefined ? statusOf(facts.refusal) : 422;
    return this.pages.render(request, reply, 'rota/views/people-list.njk', peopleListPage(facts), status);
  }
}

const STATUS: Readonly<Record<BringRefusal['kind'], number>> = {
  'only-looked': 200,
  'wrong-rows': 422,
  'changed-meanwhile': 409,
};
const statusOf = (refusal: BringRefusal | undefined): number => (refusal === undefined ? 200 : STATUS[refusal.kind]);
