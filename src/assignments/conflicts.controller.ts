import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { formToken } from '../access/form-token.js';
import { listAttendees } from '../attendees/attendee-list.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { conflictRefusal, conflictsPage, type TypedConflict } from './conflicts.page.js';
import { conflictsAt } from './conflict.queries.js';
import { ConflictsService } from './conflicts.service.js';

const MOST_PEOPLE = 1000;

/** Who must not go to this conference. */
@Controller('conferences/:reference/conflicts')
export class ConflictsController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly conflicts: ConflictsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, { attendeeId: '', reason: '' });
  }

  @Post()
  async record(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = { attendeeId: typedText(body, 'attendeeId'), reason: typedText(body, 'reason') };
    const given = { attendeeId: wholeNumber(typed.attendeeId) ?? 0, reason: typed.reason };
    const decided = await this.conflicts.record(call.actor, reference, given);
    if (!decided.ok) return this.show(call, reference, typed, [conflictRefusal(decided.refusal)]);
    const title = `${decided.value.name} will not be suggested for this family.`;
    this.pages.done(call, `/conferences/${reference}/conflicts`, { title });
  }

  @Post(':id/remove')
  async remove(
    @Param() params: { readonly reference: string; readonly id: string },
    @Call() call: PageCall,
  ): Promise<void> {
    const id = wholeNumber(params.id);
    if (id === null) throw new NotFoundException();
    const { name } = await this.conflicts.remove(call.actor, params.reference, id);
    const title = `${name} can go to this family again.`;
    this.pages.done(call, `/conferences/${params.reference}/conflicts`, { title });
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedConflict,
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'assignment.change', reference);
    const people = await listAttendees(this.db.reader, { hub: null, active: true }, null, MOST_PEOPLE);
    const facts = { people, known: await conflictsAt(this.db.reader, opened.conference.id) };
    const { conflicts } = this.surroundings.reference.people;
    const model = conflictsPage(opened, facts, conflicts, { typed, errors, csrf: formToken(call.request) });
    return this.pages.render(call, 'assignments/views/conflicts.njk', model, errors.length > 0 ? 422 : 200);
  }
}
