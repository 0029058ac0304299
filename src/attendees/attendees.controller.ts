import { Controller, ForbiddenException, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { formToken } from '../access/form-token.js';
import { AbsencesService } from './absences.service.js';
import { attendeeListPage, PEOPLE_A_PAGE, readAttendeeFilter } from './attendee-list.page.js';
import { searchAttendees, rolesInUse } from './attendee-search.queries.js';
import { attendeePage } from './attendee.page.js';
import { AttendeesService } from './attendees.service.js';

/** Looking people up. */
@Controller('attendees')
export class AttendeesController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly service: AttendeesService,
    private readonly absences: AbsencesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'attendee.read')) throw new ForbiddenException();
    const filter = readAttendeeFilter(query);
    const now = this.surroundings.now();
    const page = { limit: PEOPLE_A_PAGE, offset: (filter.page - 1) * PEOPLE_A_PAGE };
    const span = { from: now, until: now.add({ hours: 4 * 7 * 24 }) };
    const [people, roles] = await Promise.all([
      searchAttendees(this.db.reader, filter, page, span),
      rolesInUse(this.db.reader),
    ]);
    const model = attendeeListPage({
      filter,
      people,
      roles,
      hubs: this.surroundings.reference.hubs,
      today: londonDate(now),
      mayChange: mayAtAll(call.actor, 'attendee.change'),
    });
    return this.pages.render(call, 'attendees/views/attendees.njk', model);
  }

  @Get(':id')
  async one(@Param('id') given: string, @Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'attendee.read')) throw new ForbiddenException();
    const id = wholeNumber(given);
    if (id === null) throw new NotFoundException();
    const { attendee, upcoming, patterns } = await this.service.look(call.actor, id);
    const absences = await this.absences.list(call.actor, id);
    const { hubs, skills } = this.surroundings.reference;
    const around = { hubs, skills, today: londonDate(this.surroundings.now()), csrf: formToken(call.request) };
    const may = {
      change: mayAtAll(call.actor, 'attendee.change'),
      clearMail: mayAtAll(call.actor, 'attendee.clear-mail'),
      absences: this.absences.mayChange(call.actor, attendee),
      assign: mayAtAll(call.actor, 'assignment.change') && upcoming.length > 0,
    };
    const model = attendeePage(attendee, { upcoming, patterns, absences }, around, may);
    return this.pages.render(call, 'attendees/views/attendee.njk', model);
  }

  @Post(':id/mail-works')
  async mailWorks(@Param('id') given: string, @Call() call: PageCall): Promise<void> {
    const id = wholeNumber(given);
    if (id === null) throw new NotFoundException();
    await this.service.clearMail(call.actor, id);
    const flash = { title: 'The mail address counts as working', text: 'It is marked again if mail to it comes back.' };
    this.pages.done(call, `/attendees/${id}`, flash);
  }
}
