import { readFile } from 'node:fs/promises';
import { Body, Controller, ForbiddenException, Get, Post } from '@nestjs/common';
import { mayAtAll } from '../access/access.js';
import { listAttendees } from '../attendees/attendee-list.queries.js';
import { knownAttendee } from '../attendees/known-attendee.queries.js';
import { decodeCharset, readOctets } from '../calendar/reader/bytes.js';
import { Database } from '../database/database.js';
import { typedText } from '../kernel/typed-text.js';
import '../lists/receiving.plugin.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  form(@Call() call: PageCall): Promise<string> {
    return this.show(call, {});
  }

  @Get('people.csv')
  async takeOut(@Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'attendee.change')) throw new ForbiddenException();
    const listed = await listAttendees(this.db.reader, { hub: null, active: null }, null, MOST);
    const people = [];
    for (const { id } of listed) people.push(await knownAttendee(this.db.reader, id));
    void call.reply.header('content-type', 'text/csv; charset=utf-8');
    void call.reply.header('content-disposition', 'attachment; filename="people.csv"');
    return peopleCsv(people.filter((person) => person !== null));
  }

  /** Shows what a list would do; nothing is changed. */
  @Post()
  async look(@Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'attendee.change')) throw new ForbiddenException();
    const file = call.request.receivedFile;
    if (file === undefined || file.fileName === '') return this.show(call, { problem: 'Choose the list of people' });
    if (file.bytes > MOST_BYTES) return this.show(call, { problem: 'The list is too large. Bring it in parts' });
    const text = decodeCharset(readOctets(await readFile(file.path)), null);
    const list = readPeople(text);
    if (typeof list === 'string') return this.show(call, { problem: list });
    const decided = await this.list.bringIn(call.actor, list, null);
    if (decided.ok) throw new Error('a look at a list changed people');
    return this.show(call, { refusal: decided.refusal, list: text });
  }

  /** Takes the list that was looked at, all of it or nothing. */
  @Post('take')
  async take(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    if (!mayAtAll(call.actor, 'attendee.change')) throw new ForbiddenException();
    const text = typedText(body, 'list', LONGEST_LIST + 1);
    const list = readPeople(text);
    if (typeof list === 'string') return this.show(call, { problem: list });
    const decided = await this.list.bringIn(call.actor, list, typedText(body, 'seen', LONGEST_LIST));
    if (!decided.ok) return this.show(call, { refusal: decided.refusal, list: text });
    const { added, changed, known } = decided.value;
    const title = `${added.length} added, ${changed.length} changed, ${known} as they were.`;
    this.pages.done(call, '/rota/people-list', { title });
  }

  private show(call: PageCall, facts: PeopleListFacts): Promise<string> {
    if (!mayAtAll(call.actor, 'attendee.change')) throw new ForbiddenException();
    const status = facts.problem === undefined ? statusOf(facts.refusal) : 422;
    return this.pages.render(call, 'rota/views/people-list.njk', peopleListPage(facts), status);
  }
}

const STATUS: Readonly<Record<BringRefusal['kind'], number>> = {
  'only-looked': 200,
  'wrong-rows': 422,
  'changed-meanwhile': 409,
};
const statusOf = (refusal: BringRefusal | undefined): number => (refusal === undefined ? 200 : STATUS[refusal.kind]);
