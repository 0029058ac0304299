import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { tooLong } from './assign.form.js';
import { choiceField, coverPage, coverRefusal, type TypedCover } from './cover.page.js';
import { CoverService, type CoverFacts } from './cover.service.js';

/** Somebody is off: all their conferences then, each with a proposal, given away at once. */
@Controller('attendees/:id/cover')
export class CoverController {
  constructor(
    private readonly covers: CoverService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async form(@Param('id') id: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const absenceId = absenceIn(query);
    const facts = await this.covers.look(call.actor, numbered(id), absenceId);
    return this.show(call, facts, absenceId, null);
  }

  @Post()
  async cover(
    @Param('id') id: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const absenceId = absenceIn(query);
    const facts = await this.covers.look(call.actor, numbered(id), absenceId);
    const typed: TypedCover = {
      reason: typedText(body, 'reason'),
      choices: new Map(facts.wanted.map((one) => [one.assignmentId, typedText(body, choiceField(one.assignmentId))])),
    };
    const errors: readonly FieldError[] =
      typed.reason === ''
        ? [{ text: 'Say in a few words why somebody else goes.', href: '#reason' }]
        : tooLong('reason', typed.reason);
    if (errors.length > 0) return this.show(call, facts, absenceId, typed, errors, 422);
    const chosen = [...typed.choices].flatMap(([assignmentId, text]) => {
      const instead = wholeNumber(text);
      return instead === null ? [] : [[assignmentId, instead] as const];
    });
    const seen = typedText(body, 'seen');
    const given = { absenceId, reason: typed.reason, seen, choices: new Map(chosen) };
    const decided = await this.covers.cover(call.actor, facts.person.id, given);
    if (decided.ok) {
      const count = decided.value === 1 ? 'One conference has' : `${decided.value} conferences have`;
      return this.pages.done(call, `/attendees/${facts.person.id}`, {
        title: `${count} somebody else now.`,
        text: `${facts.person.name} gets cancellations; the invitations are on their way.`,
      });
    }
    const conflict = decided.refusal.kind === 'changed-meanwhile';
    const now = conflict ? await this.covers.look(call.actor, facts.person.id, absenceId) : facts;
    return this.show(call, now, absenceId, typed, [coverRefusal(decided.refusal)], conflict ? 409 : 422);
  }

  private show(
    call: PageCall,
    facts: CoverFacts,
    absenceId: number | null,
    typed: TypedCover | null,
    errors: readonly FieldError[] = [],
    status = 200,
  ): Promise<string> {
    const model = coverPage(facts, absenceId, typed, errors);
    return this.pages.render(call, 'assignments/views/cover.njk', model, status);
  }
}

function numbered(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}

/** An absence of a person; what cannot be one is not found, as one that was taken back. */
function absenceIn(query: unknown): number | null {
  const text = typedText(query, 'absence');
  return text === '' ? null : numbered(text);
}
