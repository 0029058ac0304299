import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readAssignment, typedAssignment, type TypedAssignment } from './assign.form.js';
import { assignPage, assignRefusal } from './assign.page.js';
import { peopleOn } from './assignment.queries.js';
import { AssignmentsService } from './assignments.service.js';
import { refuseSitting } from './refusing.js';

/** Putting somebody on a conference: who suits, and the one button that assigns and invites. */
@Controller('conferences/:reference/assign')
export class AssignController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string | void> {
    return this.show(call, reference, null);
  }

  @Post()
  async assign(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedAssignment(body);
    const read = readAssignment(typed);
    if (!read.ok) return this.show(call, reference, typed, read.errors);
    const decided = await this.assignments.assign(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, [assignRefusal(decided.refusal)]);
    const { attendee } = decided.value;
    this.pages.done(call, `/conferences/${reference}`, {
      title: `${attendee.name} is assigned.`,
      text: `The invitation is on its way to ${attendee.mail}. The answer will appear here.`,
      href: '/board',
      linkText: 'Back to the board',
    });
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedAssignment | null,
    errors: readonly FieldError[] = [],
  ): Promise<string | void> {
    const opened = await openConference(this, call.actor, 'assignment.change', reference);
    const { conference, sitting } = opened;
    const closed = refuseSitting(conference, sitting, this.surroundings.now());
    // Said before somebody is chosen in vain; what was typed already is answered where it was typed.
    if (closed !== null && typed === null)
      return this.pages.done(call, `/conferences/${reference}`, { tone: 'warn', title: assignRefusal(closed).text });
    const people = await this.assignments.suggest(sitting, conference.hubCode);
    const model = assignPage(opened, people, await peopleOn(this.db.reader, sitting.id), typed, errors);
    return this.pages.render(call, 'assignments/views/assign.njk', model, errors.length > 0 ? 422 : 200);
  }
}
