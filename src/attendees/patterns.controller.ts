import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { formatDate, londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readPattern, startingPattern, typedPattern, withAnotherWeek } from './pattern.form.js';
import { patternPage, patternRefusal, type PatternFormFacts } from './pattern.page.js';
import { PatternsService } from './patterns.service.js';
import { standingOn } from './working-pattern.js';

/** The hours somebody works: administrators only. */
@Controller('attendees/:id/hours')
export class PatternsController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly patterns: PatternsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async form(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const { person, patterns } = await this.patterns.toChange(call.actor, numbered(id));
    const typed = startingPattern(standingOn(patterns, this.today()), this.today(), person.version);
    return this.show(call, { person, typed });
  }

  @Post()
  async save(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const { person } = await this.patterns.toChange(call.actor, numbered(id));
    const typed = typedPattern(body);
    if (typedText(body, 'more') === 'yes') return this.show(call, { person, typed: withAnotherWeek(typed) });
    const read = readPattern(typed, this.today());
    if (!read.ok) return this.show(call, { person, typed, errors: read.errors }, 422);
    const decided = await this.patterns.add(call.actor, person.id, read.value, typed.version);
    if (!decided.ok) {
      const status = decided.refusal.kind === 'changed-meanwhile' ? 409 : 422;
      return this.show(call, { person, typed, errors: [patternRefusal(decided.refusal)] }, status);
    }
    const title = `${person.name} works these hours from ${formatDate(decided.value.fromOn)}.`;
    this.pages.done(call, `/attendees/${person.id}`, { title });
  }

  @Post(':pattern/remove')
  async remove(
    @Param() params: { readonly id: string; readonly pattern: string },
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<void> {
    const id = numbered(params.id);
    const version = wholeNumber(typedText(body, 'version'));
    const decided = await this.patterns.remove(call.actor, id, numbered(params.pattern), version);
    this.pages.done(
      call,
      `/attendees/${id}`,
      decided.ok
        ? { title: `The hours from ${formatDate(decided.value.fromOn)} were removed.` }
        : { title: patternRefusal(decided.refusal).text, tone: 'warn' },
    );
  }

  private show(call: PageCall, facts: PatternFormFacts, status = 200): Promise<string> {
    return this.pages.render(call, 'attendees/views/pattern.njk', patternPage(facts), status);
  }

  private today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }
}

function numbered(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}
