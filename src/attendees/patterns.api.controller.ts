import { Body, Controller, Delete, Get, Headers, NotFoundException, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { changedMeanwhile, etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, bodyOf } from '../web/api/received.js';
import { attendeeById, type Attendee } from './attendee.queries.js';
import { PatternAnswer, patternAnswer, patternIn, PatternList, patternProblem, PatternToKeep } from './patterns.api.js';
import { PatternsService } from './patterns.service.js';
import { patternsOf } from './working-pattern.queries.js';

const ETAG = { ETag: 'The version of the attendee, whose hours are part of them.' };

/** The hours people work, for programs such as the duty system. */
@Controller('api/v1/attendees/:id/working-patterns')
@Api('Attendees')
export class PatternsApiController {
  constructor(
    private readonly db: Database,
    private readonly patterns: PatternsService,
  ) {}

  @Get()
  @Operation({
    needs: 'attendee.read',
    summary: 'List the working hours of an attendee',
    about: 'By first day. Somebody without any counts as free at all times.',
    gives: { 200: { type: PatternList, about: 'Those of the past too.', headers: ETAG } },
    refuses: ['not-found'],
  })
  async list(
    @Param('id', anId) id: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PatternList> {
    acting(request, 'attendee.read');
    const etag = etagOf(await this.person(id));
    void reply.header('etag', etag);
    return { items: (await patternsOf(this.db.reader, id)).map(patternAnswer), etag };
  }

  @Post()
  @Operation({
    needs: 'attendee.change',
    summary: 'Add working hours',
    about: 'Hours that ran on end the day before these begin. If-Match is the ETag of the attendee.',
    gives: { 201: { type: PatternAnswer, about: 'The hours.', headers: { ...ETAG, Location: 'Its address.' } } },
    refuses: ['not-found', 'invalid-body', 'unusable-pattern', 'pattern-overlaps'],
    ifMatch: 'required',
  })
  async add(
    @Param('id', anId) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(PatternToKeep)) body: PatternToKeep,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PatternAnswer> {
    const actor = acting(request, 'attendee.change');
    const decided = await this.patterns.add(actor, id, patternIn(body), versionIn(ifMatch, 'attendee'));
    const person = await this.person(id);
    if (!decided.ok) {
      const { refusal } = decided;
      throw refusal.kind === 'changed-meanwhile' ? changedMeanwhile(person, 'attendee') : patternProblem(refusal);
    }
    void reply.header('location', `/api/v1/attendees/${id}/working-patterns/${decided.value.id}`);
    void reply.header('etag', etagOf(person));
    return patternAnswer(decided.value);
  }

  @Get(':pattern')
  @Operation({
    needs: 'attendee.read',
    summary: 'Read working hours',
    gives: { 200: { type: PatternAnswer, about: 'The hours.', headers: ETAG } },
    refuses: ['not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Param('pattern', anId) patternId: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PatternAnswer> {
    acting(request, 'attendee.read');
    const person = await this.person(id);
    const pattern = (await patternsOf(this.db.reader, id)).find((one) => one.id === patternId);
    if (pattern === undefined) throw new NotFoundException();
    void reply.header('etag', etagOf(person));
    return patternAnswer(pattern);
  }

  @Delete(':pattern')
  @Operation({
    needs: 'attendee.change',
    summary: 'Remove working hours',
    about: 'If-Match is the ETag of the attendee.',
    gives: { 200: { type: PatternAnswer, about: 'The hours that were removed.', headers: ETAG } },
    refuses: ['not-found'],
    ifMatch: 'required',
  })
  async remove(
    @Param('id', anId) id: number,
    @Param('pattern', anId) patternId: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PatternAnswer> {
    const actor = acting(request, 'attendee.change');
    const decided = await this.patterns.remove(actor, id, patternId, versionIn(ifMatch, 'attendee'));
    const person = await this.person(id);
    if (!decided.ok) throw changedMeanwhile(person, 'attendee');
    void reply.header('etag', etagOf(person));
    return patternAnswer(decided.value);
  }

  private async person(id: number): Promise<Attendee> {
    const person = await attendeeById(this.db.reader, id);
    if (person === null) throw new NotFoundException();
    return person;
  }
}
