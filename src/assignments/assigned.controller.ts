import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Action } from '../access/access.js';
import { isWithin, scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference, type Opened } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { AnswersService } from './answers.service.js';
import { readAnswer, tooLong, typedAnswer, type TypedAnswer } from './assign.form.js';
import { answered, answerPage, answerRefusal, withdrawPage, withdrawRefusal } from './assigned.page.js';
import { peopleOn, type AssignedPerson } from './assignment.queries.js';
import { AssignmentsService } from './assignments.service.js';

interface On extends Opened {
  readonly person: AssignedPerson;
}

/** Somebody who is on a conference: taking them off, and hearing their answer by telephone or from themselves. */
@Controller('conferences/:reference/assignments/:id')
export class AssignedController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
    private readonly answers: AnswersService,
    private readonly pages: Pages,
  ) {}

  @Get('withdraw')
  async withdrawForm(@Param() params: { reference: string; id: string }, @Call() call: PageCall): Promise<string> {
    return this.showWithdraw(call, await this.open(call.request, params, 'assignment.change'), '');
  }

  @Post('withdraw')
  async withdraw(
    @Param() params: { reference: string; id: string },
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const on = await this.open(call.request, params, 'assignment.change');
    const reason = typedText(body, 'reason');
    const errors = tooLong('reason', reason);
    if (errors.length > 0) return this.showWithdraw(call, on, reason, errors);
    const decided = await this.assignments.withdraw(call.actor, params.reference, on.person.id, reason);
    if (!decided.ok) {
      const error = withdrawRefusal(decided.refusal, on.person.name);
      return this.showWithdraw(call, on, reason, [error]);
    }
    this.pages.done(call, `/conferences/${params.reference}`, {
      title: `${on.person.name} is withdrawn.`,
      text: 'A cancellation takes the conference out of their calendar. Find somebody else if nobody leads now.',
      href: `/conferences/${params.reference}/assign`,
      linkText: 'Assign somebody else',
    });
  }

  @Get('answer')
  async answerForm(@Param() params: { reference: string; id: string }, @Call() call: PageCall): Promise<string> {
    const on = await this.open(call.request, params, 'assignment.answer');
    return this.showAnswer(call, on, { answer: '', comment: '' });
  }

  @Post('answer')
  async answer(
    @Param() params: { reference: string; id: string },
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const on = await this.open(call.request, params, 'assignment.answer');
    const typed = typedAnswer(body);
    const read = readAnswer(typed);
    if (!read.ok) return this.showAnswer(call, on, typed, read.errors);
    const decided = await this.answers.answer(call.actor, params.reference, on.person.id, read.value);
    if (!decided.ok) {
      return this.showAnswer(call, on, typed, [answerRefusal(decided.refusal, on.person.name)]);
    }
    const mayAssign = isWithin(scopeOf(call.actor, 'assignment.change'), {
      hubCode: on.conference.hubCode,
      attendeeIds: [],
    });
    this.pages.done(call, `/conferences/${params.reference}`, answered(on, read.value.answer, mayAssign));
  }

  private async open(
    request: SignedIn,
    params: { readonly reference: string; readonly id: string },
    action: Action,
  ): Promise<On> {
    const opened = await openConference(this, request.actor, action, params.reference);
    const people = await peopleOn(this.db.reader, opened.sitting.id);
    const person = people.find((one) => one.id === wholeNumber(params.id));
    // An attendee reaches the conference through their own assignment, and answers for nobody else.
    const subject = { hubCode: opened.conference.hubCode, attendeeIds: person ? [person.attendeeId] : [] };
    if (person === undefined || !isWithin(scopeOf(request.actor, action), subject)) throw new NotFoundException();
    return { ...opened, person };
  }

  private showWithdraw(call: PageCall, on: On, reason: string, errors: readonly FieldError[] = []): Promise<string> {
    const model = withdrawPage(on, on.person, reason, errors);
    return this.pages.render(call, 'assignments/views/withdraw.njk', model, errors.length > 0 ? 422 : 200);
  }

  private showAnswer(call: PageCall, on: On, typed: TypedAnswer, errors: readonly FieldError[] = []): Promise<string> {
    const own = on.person.attendeeId === call.actor.attendeeId;
    const model = answerPage(on, on.person, { own, typed, errors });
    return this.pages.render(call, 'assignments/views/answer.njk', model, errors.length > 0 ? 422 : 200);
  }
}
