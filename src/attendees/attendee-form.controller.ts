import { Body, Controller, ForbiddenException, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { formatDate, londonDate } from '../kernel/london.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages, type Flash } from '../web/pages.js';
import type { KnownAttendee } from './attendee.js';
import { readAttendee, startingAttendee, typedAttendee, type AttendeeChoices } from './attendee.form.js';
import { attendeeFormPage, type AttendeeFormFacts } from './attendee.page.js';
import { attendeeRefusal } from './attendee-refusal.page.js';
import { AttendeesService } from './attendees.service.js';

/** Adding and changing people: administrators only. */
@Controller('attendees')
export class AttendeeFormController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly service: AttendeesService,
    private readonly pages: Pages,
  ) {}

  @Get('new')
  add(@Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'attendee.change')) throw new ForbiddenException();
    return this.show(call, { known: null, typed: startingAttendee(null, formatDate) });
  }

  @Post('new')
  async saveNew(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    if (!mayAtAll(call.actor, 'attendee.change')) throw new ForbiddenException();
    return this.save(call, body, null);
  }

  @Get(':id/edit')
  async change(@Param('id') given: string, @Call() call: PageCall): Promise<string> {
    const known = await this.service.toChange(call.actor, idOf(given));
    return this.show(call, { known, typed: startingAttendee(known, formatDate) });
  }

  @Post(':id/edit')
  async saveChange(@Param('id') given: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.save(call, body, await this.service.toChange(call.actor, idOf(given)));
  }

  private async save(call: PageCall, body: unknown, known: KnownAttendee | null): Promise<string | void> {
    const sent = typedAttendee(body, this.choices().skills);
    // Somebody who is added is here; the form asks only later whether they left.
    const typed = known === null ? { ...sent, active: true } : sent;
    const form = readAttendee(typed, this.choices());
    if (!form.ok) return this.show(call, { known, typed, errors: form.errors }, 422);
    const decided = await this.service.save(
      call.actor,
      known?.id ?? null,
      form.value,
      typed.version,
      typed.keepsUpcoming,
    );
    if (decided.ok) {
      const flash = savedSentence(form.value.name, known === null, decided.value.fields.length, form.value.mail);
      return this.pages.done(call, `/attendees/${decided.value.id}`, flash);
    }
    const { refusal } = decided;
    const changed = refusal.kind === 'changed-meanwhile';
    const facts = { known: changed ? refusal.now : known, typed, ...attendeeRefusal(refusal, typed, this.choices()) };
    return this.show(call, facts, changed || refusal.kind === 'still-assigned' ? 409 : 422);
  }

  private show(call: PageCall, facts: AttendeeFormFacts, status = 200): Promise<string> {
    const model = attendeeFormPage(facts, this.choices());
    return this.pages.render(call, 'attendees/views/attendee-form.njk', model, status);
  }

  private choices(): AttendeeChoices {
    const { hubs, skills } = this.surroundings.reference;
    return { hubs, skills, today: londonDate(this.surroundings.now()) };
  }
}

function idOf(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}

function savedSentence(name: string, added: boolean, changes: number, mail: string | null): Flash {
  if (added) {
    return mail === null
      ? { title: `${name} was added.`, text: 'They cannot be invited until they have a mail address.', tone: 'warn' }
      : { title: `${name} was added.`, text: 'They can be put on conferences now.' };
  }
  return { title: changes === 0 ? 'Nothing was changed.' : `${name} was saved.` };
}
