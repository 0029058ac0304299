import { readFile } from 'node:fs/promises';
import { Controller, ForbiddenException, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { readAttendee } from '../attendees/attendee.form.js';
import { attendeeRefusal } from '../attendees/attendee-refusal.page.js';
import { listAttendees } from '../attendees/attendee-list.queries.js';
import { attendeeByAddress } from '../attendees/attendee.queries.js';
import { AttendeesService } from '../attendees/attendees.service.js';
import { knownAttendee } from '../attendees/known-attendee.queries.js';
import { decodeCharset, readOctets } from '../calendar/reader/bytes.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import '../lists/receiving.plugin.js';
import type { Notice } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { peopleCsv, readPeople, typedFrom } from './people-list.js';

const MOST = 5000;
type Row = Exclude<ReturnType<typeof readPeople>, string>[number];

/** People as a list: taken out, and brought back changed. Row by row, each as if somebody had typed it. */
@Controller('rota/people-list')
export class PeopleListController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly attendees: AttendeesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show(request, reply, []);
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

  @Post()
  async bringIn(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!mayAtAll(request.actor, 'attendee.change')) throw new ForbiddenException();
    const file = request.receivedFile;
    if (file === undefined || file.fileName === '') return this.show(request, reply, [], 'Choose the list of people');
    const rows = readPeople(decodeCharset(readOctets(await readFile(file.path)), null));
    if (typeof rows === 'string') return this.show(request, reply, [], rows);
    const results = { added: 0, changed: 0, known: 0, refused: [] as string[] };
    for (const [at, row] of rows.entries()) {
      const done = await this.save(request, row);
      if (done === 'added' || done === 'changed' || done === 'known') results[done] += 1;
      else results.refused.push(`Row ${at + 2}, ${row.name || 'no name'}: ${done}`);
    }
    const { added, changed, known, refused } = results;
    const title = `${added} added, ${changed} changed, ${known} as they were`;
    return this.show(request, reply, [
      { tone: 'good', title },
      ...(refused.length === 0 ? [] : [{ tone: 'warn' as const, title: 'Left as they were', lines: refused }]),
    ]);
  }

  /** What came of one row: a word, or the sentence that says why nothing did. */
  private async save(request: SignedIn, row: Row): Promise<string> {
    const { hubs, skills } = this.surroundings.reference;
    const around = { hubs, skills, today: londonDate(this.surroundings.now()) };
    const typed = typedFrom(
      row,
      skills.map(({ code }) => code),
    );
    if (typeof typed === 'string') return typed;
    const read = readAttendee(typed, around);
    if (!read.ok) return read.errors.map(({ text }) => text).join('; ');
    if (read.value.mail === null) return 'Without a mail address nobody can tell who it is. Change this person by hand';
    const before = await attendeeByAddress(this.db.reader, read.value.mail);
    const saved = await this.attendees.save(request.actor, before?.id ?? null, read.value, before?.version ?? null);
    if (!saved.ok)
      return (attendeeRefusal(saved.refusal, typed, around).errors ?? []).map(({ text }) => text).join('; ');
    return before === null ? 'added' : saved.value.fields.length > 0 ? 'changed' : 'known';
  }

  private show(
    request: SignedIn,
    reply: FastifyReply,
    results: readonly Notice[],
    problem: string | null = null,
  ): Promise<string> {
    if (!mayAtAll(request.actor, 'attendee.change')) throw new ForbiddenException();
    const errors = problem === null ? [] : [{ text: problem, href: '#file' as const }];
    const model = { title: 'People as a list', back: { text: 'All attendees', href: '/attendees' }, errors, results };
    return this.pages.render(request, reply, 'rota/views/people-list.njk', model, problem === null ? 200 : 422);
  }
}
