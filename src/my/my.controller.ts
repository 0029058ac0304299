import { Body, Controller, ForbiddenException, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { AnswersService } from '../assignments/answers.service.js';
import { AbsencesService } from '../attendees/absences.service.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Reader } from '../database/transaction.js';
import { feedsWithin } from '../feeds/feed.queries.js';
import { myFeeds } from '../feeds/feeds.page.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { recordedSentence } from '../participation/outcome.page.js';
import { attendedAsPlanned } from '../participation/participation.js';
import { ParticipationService } from '../participation/participation.service.js';
import { londonDate } from '../kernel/london.js';
import { monthsUntil } from '../reporting/figures.js';
import { ownCounts } from '../reporting/own.queries.js';
import { RotaService } from '../rota/rota.service.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readAnswer, typedAnswer } from './answer.form.js';
import { heardSentence, moreToSay, noAttendee, unheardSentence, whyNoTap } from './my-words.js';
import { commentField, isOneTap, myPage, type MyFacts, type Unheard } from './my.page.js';
import { myTime } from './my-time.page.js';
import { lastTen, referenceOf, stillMine } from './my.queries.js';

/** What one attendee has to answer, go to and report on. */
@Controller('my')
export class MyController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly answers: AnswersService,
    private readonly participation: ParticipationService,
    private readonly absences: AbsencesService,
    private readonly rota: RotaService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async mine(@Call() call: PageCall): Promise<string> {
    const { actor } = call.request;
    const me = actor.attendeeId;
    if (me === null) {
      const mightAttend = actor.roles.includes('attendee') || mayAtAll(actor, 'assignment.answer');
      if (!mightAttend) throw new ForbiddenException();
      return this.pages.render(call, 'my/views/unknown.njk', noAttendee);
    }
    const facts = await this.db.transaction(async (tx) => {
      const now = this.surroundings.now();
      const found = await this.load(tx, me);
      const references = [...found.still, ...found.past].map((one) => one.reference);
      if (references.length > 0) await record(tx, { actor, at: now }, 'conference.listed', { page: '/my', references });
      return found;
    });
    return this.show(call, me, myPage(facts));
  }

  @Post(':assignmentId/answer')
  async answer(
    @Param('assignmentId') given: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const { me, assignmentId, reference } = await this.mineOrNothing(call.actor, given);
    const typed = typedAnswer(body);
    const field = commentField(assignmentId);
    const form = readAnswer(typed, field);
    if (!form.ok) return this.again(call, me, { assignmentId, typed, errors: form.errors }, 422);
    const decided = await this.answers.answer(call.actor, reference, assignmentId, form.value);
    if (!decided.ok) {
      const errors = [{ text: unheardSentence(decided.refusal), href: `#${field}` as const }];
      return this.again(call, me, { assignmentId, typed, errors }, 409);
    }
    const one = (await stillMine(this.db.reader, me, this.surroundings.now())).find(
      (each) => each.assignmentId === assignmentId,
    );
    const flash = one === undefined ? { title: 'Your answer is on record.' } : heardSentence(form.value.answer, one);
    return this.pages.done(call, '/my', flash);
  }

  /** "I attended for the decision", as planned: the usual answer in one press. Whatever else it was has its own page. */
  @Post(':assignmentId/attended')
  async attended(@Param('assignmentId') given: string, @Call() call: PageCall): Promise<void> {
    const { me, assignmentId, reference } = await this.mineOrNothing(call.actor, given);
    const now = this.surroundings.now();
    const one = (await stillMine(this.db.reader, me, now)).find((each) => each.assignmentId === assignmentId);
    const page = `/conferences/${reference}/outcome`;
    if (one === undefined || !isOneTap(one, now)) {
      const title = one === undefined ? 'The outcome is on record, or you are no longer on it.' : whyNoTap(one, now);
      return this.pages.done(call, one === undefined ? '/my' : page, { title, tone: 'warn' });
    }
    const decided = await this.participation.record(call.actor, reference, attendedAsPlanned(me, one.mode));
    if (!decided.ok) {
      const title = 'This could not be recorded in one press. Say here what happened.';
      return this.pages.done(call, page, { title, tone: 'warn' });
    }
    const { title } = recordedSentence(decided.value.counted, false, null);
    return this.pages.done(call, '/my', { title, ...moreToSay(reference) });
  }

  private async mineOrNothing(
    actor: Actor,
    given: string,
  ): Promise<{ me: number; assignmentId: number; reference: string }> {
    const assignmentId = wholeNumber(given);
    const me = actor.attendeeId;
    if (assignmentId === null || me === null) throw new NotFoundException();
    const reference = await referenceOf(this.db.reader, me, assignmentId);
    if (reference === null) throw new NotFoundException();
    return { me, assignmentId, reference };
  }

  private async again(call: PageCall, me: number, unheard: Unheard, status: 409 | 422): Promise<string> {
    return this.show(call, me, myPage(await this.load(this.db.reader, me), unheard), status);
  }

  private async show(call: PageCall, me: number, page: ReturnType<typeof myPage>, status = 200): Promise<string> {
    const time = await this.timeOf(call.actor, me);
    const calendar = myFeeds(await feedsWithin(this.db.reader, { attendeeId: me, hubs: [] }));
    return this.pages.render(call, 'my/views/my.njk', { ...page, time, calendar }, status);
  }

  private async timeOf(actor: Actor, me: number): Promise<ReturnType<typeof myTime>> {
    const mayChange = this.absences.mayChange(actor, { id: me, hubCode: '' });
    const maySee = mayChange || mayAtAll(actor, 'attendee.read');
    const absences = maySee ? await this.absences.list(actor, me) : [];
    const now = this.surroundings.now();
    const year = monthsUntil(londonDate(now).toPlainYearMonth(), 12);
    const counts = await ownCounts(this.db.reader, me, year, now);
    return myTime(me, { absences, share: await this.rota.ownShare(actor), counts }, mayChange);
  }

  private async load(reader: Reader, me: number): Promise<MyFacts> {
    const now = this.surroundings.now();
    const still = await stillMine(reader, me, now);
    const past = await lastTen(reader, me, now);
    return { still, past, hubOf: (row) => this.surroundings.hubOf(row), now };
  }
}
