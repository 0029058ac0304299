import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readReassignment, typedReassignment, type TypedReassignment } from './assign.form.js';
import { reassigned, reassignPage, reassignRefusal } from './assign.page.js';
import { peopleOn } from './assignment.queries.js';
import { AssignmentsService } from './assignments.service.js';

interface Params {
  readonly reference: string;
  readonly id: string;
}

/** Giving somebody's place on a conference to somebody else, in one step. */
@Controller('conferences/:reference/assignments/:id/reassign')
export class ReassignController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param() params: Params, @Call() call: PageCall): Promise<string> {
    return this.show(call, params, null);
  }

  @Post()
  async reassign(@Param() params: Params, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedReassignment(body);
    const read = readReassignment(typed);
    if (!read.ok) return this.show(call, params, typed, read.errors);
    const id = wholeNumber(params.id);
    if (id === null) throw new NotFoundException();
    const decided = await this.assignments.reassign(call.actor, params.reference, id, read.value);
    if (!decided.ok) return this.show(call, params, typed, [reassignRefusal(decided.refusal)]);
    this.pages.done(call, `/conferences/${params.reference}`, reassigned(decided.value));
  }

  private async show(
    call: PageCall,
    { reference, id }: Params,
    typed: TypedReassignment | null,
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'assignment.change', reference);
    const { conference, sitting } = opened;
    const person = (await peopleOn(this.db.reader, sitting.id)).find((one) => one.id === wholeNumber(id));
    if (person === undefined) throw new NotFoundException();
    const people = await this.assignments.suggest(sitting, conference.hubCode);
    const model = reassignPage(opened, people, person, typed, errors);
    return this.pages.render(call, 'assignments/views/assign.njk', model, errors.length > 0 ? 422 : 200);
  }
}
