import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { acting } from '../web/api/acting.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, bodyOf } from '../web/api/received.js';
import {
  AbsenceAnswer,
  absenceAnswer,
  absenceIn,
  AbsenceList,
  absenceProblem,
  AbsenceToRecord,
} from './absences.api.js';
import { AbsencesService } from './absences.service.js';

const REFUSES = [
  'not-found',
  'invalid-body',
  'end-before-start',
  'absence-too-long',
  'absence-too-far',
  'absence-overlaps',
] as const;
const ETAG = { ETag: 'Its version.' };

/** When people are away, for programs such as the duty system. */
@Controller('api/v1/attendees/:id/absences')
@Api('Attendees')
export class AbsencesApiController {
  constructor(private readonly absences: AbsencesService) {}

  @Get()
  @Operation({
    needs: 'absence.change',
    summary: 'List the absences of an attendee',
    about: 'Those that are not over, by start. They are a matter of those who look after the person.',
    gives: { 200: { type: AbsenceList, about: 'Each with its ETag.' } },
    refuses: ['not-found'],
  })
  async list(@Param('id', anId) id: number, @Req() request: SignedIn): Promise<AbsenceList> {
    const actor = acting(request, 'absence.change');
    await this.absences.toChange(actor, id);
    return { items: (await this.absences.list(actor, id)).map(absenceAnswer) };
  }

  @Post()
  @Operation({
    needs: 'absence.change',
    summary: 'Record an absence',
    about: 'Conferences they are on then stay theirs until somebody gives them to a colleague.',
    gives: {
      201: { type: AbsenceAnswer, about: 'The absence.', headers: { ...ETAG, Location: 'Its address.' } },
    },
    refuses: REFUSES,
  })
  async record(
    @Param('id', anId) id: number,
    @Body(bodyOf(AbsenceToRecord)) body: AbsenceToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AbsenceAnswer> {
    const actor = acting(request, 'absence.change');
    const decided = await this.absences.add(actor, id, absenceIn(body), 'api');
    if (!decided.ok) throw absenceProblem(decided.refusal);
    void reply.header('location', `/api/v1/attendees/${id}/absences/${decided.value.id}`);
    void reply.header('etag', etagOf(decided.value));
    return absenceAnswer(decided.value);
  }

  @Get(':absence')
  @Operation({
    needs: 'absence.change',
    summary: 'Read an absence',
    gives: { 200: { type: AbsenceAnswer, about: 'The absence.', headers: ETAG } },
    refuses: ['not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Param('absence', anId) absenceId: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AbsenceAnswer> {
    const absence = await this.absences.one(acting(request, 'absence.change'), id, absenceId);
    void reply.header('etag', etagOf(absence));
    return absenceAnswer(absence);
  }

  @Put(':absence')
  @Operation({
    needs: 'absence.change',
    summary: 'Change an absence',
    gives: { 200: { type: AbsenceAnswer, about: 'The absence as it is now.', headers: ETAG } },
    refuses: REFUSES,
    ifMatch: 'required',
  })
  async change(
    @Param('id', anId) id: number,
    @Param('absence', anId) absenceId: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(AbsenceToRecord)) body: AbsenceToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AbsenceAnswer> {
    const actor = acting(request, 'absence.change');
    const version = versionIn(ifMatch, 'absence');
    const decided = await this.absences.change(actor, id, absenceId, absenceIn(body), version);
    if (!decided.ok) throw absenceProblem(decided.refusal);
    void reply.header('etag', etagOf(decided.value));
    return absenceAnswer(decided.value);
  }

  @Delete(':absence')
  @Operation({
    needs: 'absence.change',
    summary: 'Take an absence back',
    about: 'They are there after all.',
    gives: { 200: { type: AbsenceAnswer, about: 'The absence that was taken back.' } },
    refuses: ['not-found'],
    ifMatch: 'required',
  })
  async remove(
    @Param('id', anId) id: number,
    @Param('absence', anId) absenceId: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: SignedIn,
  ): Promise<AbsenceAnswer> {
    const actor = acting(request, 'absence.change');
    const decided = await this.absences.remove(actor, id, absenceId, versionIn(ifMatch, 'absence'));
    if (!decided.ok) throw absenceProblem(decided.refusal);
    return absenceAnswer(decided.value);
  }
}
