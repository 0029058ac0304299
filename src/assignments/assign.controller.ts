import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readAssignment, typedAssignment, type TypedAssignment } from './assign.form.js';
import { assignPage, assignRefusal } from './assign.page.js';
import { peopleOn } from './assignment.queries.js';
import { AssignmentsService } from './assignments.service.js';

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
  form(
    @Param('reference') reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, null);
  }

  @Post()
  async assign(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedAssignment(body);
    const read = readAssignment(typed);
    if (!read.ok) return this.show(request, reply, reference, typed, read.errors);
    const decided = await this.assignments.assign(request.actor, reference, read.value);
    if (!decided.ok) return this.show(request, reply, reference, typed, [assignRefusal(decided.refusal)]);
    const { attendee } = decided.value;
    this.pages.done(request, reply, `/conferences/${reference}`, {
      title: `${attendee.name} is assigned.`,
      text: `The invitation is on its way to ${attendee.mail}. The answer will appear here.`,
      href: '/board',
      linkText: 'Back to the board',
    });
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedAssignment | null,
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'assignment.change', reference);
    const { conference, sitting } = opened;
    const people = await this.assignments.suggest(sitting, conference.hubCode);
    const model = assignPage(opened, people, await peopleOn(this.db.reader, sitting.id), typed, errors);
    return this.pages.render(request, reply, 'assignments/views/assign.njk', model, errors.length > 0 ? 422 : 200);
  }
}
