import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { absenceRefusal, absenceWords, type AbsenceRefusal } from './absence.js';
import { readAbsence, startingAbsence, typedAbsence } from './absence.form.js';
import { absencePage, refusedField, type AbsenceFormFacts } from './absence.page.js';
import { AbsencesService } from './absences.service.js';

interface Params {
  readonly id: string;
  readonly absence?: string;
}

/** Recording that somebody is away, and that they are not after all. */
@Controller('attendees/:id/absences')
export class AbsencesController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly absences: AbsencesService,
    private readonly pages: Pages,
  ) {}

  @Get('new')
  async add(@Param() params: Params, @Call() call: PageCall): Promise<string> {
    const person = await this.absences.toChange(call.actor, idOf(params.id));
    return this.show(call, { person, known: null, typed: startingAbsence(null, this.today()) });
  }

  @Post('new')
  async saveNew(@Param() params: Params, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const person = await this.absences.toChange(call.actor, idOf(params.id));
    const typed = typedAbsence(body);
    const read = readAbsence(typed, this.today());
    if (!read.ok) return this.show(call, { person, known: null, typed, errors: read.errors }, 422);
    const decided = await this.absences.add(call.actor, person.id, read.value, 'page');
    if (!decided.ok) {
      const errors = [this.errorOf(decided.refusal)];
      return this.show(call, { person, known: null, typed, errors }, 422);
    }
    this.done(call, person.id, `${person.name} is away ${absenceWords(decided.value)}.`, decided.value.id);
  }

  @Get(':absence')
  async change(@Param() params: Params, @Call() call: PageCall): Promise<string> {
    const facts = await this.opened(call.request, params);
    return this.show(call, { ...facts, typed: startingAbsence(facts.known, this.today()) });
  }

  @Post(':absence')
  async saveChange(@Param() params: Params, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const { person, known } = await this.opened(call.request, params);
    const typed = typedAbsence(body);
    const read = readAbsence(typed, this.today());
    if (!read.ok) return this.show(call, { person, known, typed, errors: read.errors }, 422);
    const decided = await this.absences.change(call.actor, person.id, known.id, read.value, typed.version);
    if (decided.ok) {
      return this.done(call, person.id, `${person.name} is away ${absenceWords(decided.value)}.`, decided.value.id);
    }
    return this.refuse(call, { person, known, typed }, decided.refusal);
  }

  @Post(':absence/remove')
  async remove(@Param() params: Params, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const { person, known } = await this.opened(call.request, params);
    const version = wholeNumber(typedText(body, 'version'));
    const decided = await this.absences.remove(call.actor, person.id, known.id, version);
    if (decided.ok) return this.done(call, person.id, `${person.name} is not away ${absenceWords(known)}.`);
    const typed = startingAbsence(known, this.today());
    return this.refuse(call, { person, known, typed }, decided.refusal);
  }

  private async opened(request: SignedIn, params: Params) {
    const person = await this.absences.toChange(request.actor, idOf(params.id));
    return { person, known: await this.absences.one(request.actor, person.id, idOf(params.absence ?? '')) };
  }

  private refuse(call: PageCall, facts: AbsenceFormFacts, refusal: AbsenceRefusal): Promise<string> {
    const changed = refusal.kind === 'changed-meanwhile';
    const known = changed ? refusal.now : facts.known;
    return this.show(call, { ...facts, known, errors: [this.errorOf(refusal)] }, changed ? 409 : 422);
  }

  private errorOf(refusal: AbsenceRefusal) {
    return { text: absenceRefusal(refusal), href: refusedField(refusal) };
  }

  /** Who reads of people goes back to the person, and to their conferences then; others to their own page. */
  private done(call: PageCall, id: number, title: string, absenceId?: number): void {
    if (!mayAtAll(call.actor, 'attendee.read')) return this.pages.done(call, '/my', { title });
    const more =
      absenceId !== undefined && mayAtAll(call.actor, 'assignment.change')
        ? { href: `/attendees/${id}/cover?absence=${absenceId}`, linkText: 'Find cover for their conferences then' }
        : {};
    this.pages.done(call, `/attendees/${id}`, { title, ...more });
  }

  private show(call: PageCall, facts: AbsenceFormFacts, status = 200): Promise<string> {
    const back = mayAtAll(call.actor, 'attendee.read') ? `/attendees/${facts.person.id}` : '/my';
    const model = absencePage(facts, back);
    return this.pages.render(call, 'attendees/views/absence.njk', model, status);
  }

  private today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }
}

function idOf(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}
