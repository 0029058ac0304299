import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { SignedIn } from '../access/access.guard.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import { accepted, type Decided } from '../kernel/decided.js';
import { onlyOf } from '../lists/import.js';
import { digestOf } from '../lists/imports.service.js';
import { LIST_TYPES, receiveFile } from '../lists/receiving.plugin.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { idKey, keyIn, limitOf, pageOf, Paging } from '../web/api/cursor.js';
import { Idempotency } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { refusal } from '../web/api/problems.js';
import { anId, bodyOf, dayOf, queryOf } from '../web/api/received.js';
import { DecidingService, type AtRow } from './deciding.service.js';
import { LookingService } from './looking.service.js';
import { shownRows } from './reconciliation.page.js';
import { listReconciliations } from './reconciliation.queries.js';
import {
  RowDecisionToMake,
  ReconciliationRowAnswer,
  reconciliationRowAnswer,
  ReconciliationRowsQuery,
  rowProblem,
} from './reconciled-rows.api.js';
import {
  ReconciliationAnswer,
  reconciliationAnswer,
  ReconciliationList,
  reconciliationSummary,
  ReconciliationPageAnswer,
  sendProblem,
  TheirListQuery,
} from './reconciliations.api.js';
import { ReconciliationsService } from './reconciliations.service.js';
import { RecordingService, type RecordRefusal } from './recording.service.js';

/** Lists of what was held, for programs. A robot may send one and never decide. */
@Controller('api/v1/reconciliations')
@Api('Reconciliations')
export class ReconciliationsApiController {
  constructor(
    private readonly db: Database,
    private readonly reconciliations: ReconciliationsService,
    private readonly looking: LookingService,
    private readonly deciding: DecidingService,
    private readonly recording: RecordingService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Operation({
    needs: 'reconciliation.send',
    summary: 'Send a list of what a local authority held',
    about:
      'The body is the file itself (.xlsx or .csv, up to 200 MB), such as an extract of the Standard Safeguarding Dataset. ' +
      'It is compared with our record in the background. Ask for it until its `state` is `ready` or `refused`.',
    gives: {
      202: {
        type: ReconciliationAnswer,
        about: 'The list, which is being read.',
        headers: { Location: 'The address of the list.', 'Idempotent-Replayed': 'true when given again.' },
      },
    },
    idempotencyKey: true,
    refuses: [
      'bad-request',
      'unsupported-media-type',
      'invalid-query',
      'unknown-hub',
      'not-your-hub',
      'wrong-period',
      'list-too-large',
      'list-empty',
    ],
  })
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async send(
    @Query() given: TheirListQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const actor = acting(request, 'reconciliation.send');
    const query = queryOf(TheirListQuery).transform(given, { type: 'query' });
    if (!(request.body instanceof Readable)) {
      throw refusal('unsupported-media-type', `Send the file itself, as ${LIST_TYPES.join(', ')}.`);
    }
    const file = await receiveFile(request, request.body, query.fileName);
    if (file.tooLarge) throw sendProblem({ kind: 'list-too-large' });
    const asks = { reconciliation: query, sha256: await digestOf(file.path) };
    const period = { from: dayOf(query.from)!, to: dayOf(query.to)! };
    const received = { hubCode: query.hub, fileName: query.fileName, period, path: file.path };
    const done = await this.idempotency.once({ actor, key, asks }, async (tx) => {
      const made = await this.reconciliations.receiveIn(tx, actor, received);
      if (!made.ok) return made;
      const location = `/api/v1/reconciliations/${made.value.id}`;
      return accepted({ status: 202, location, body: JSON.stringify(reconciliationAnswer(made.value)) });
    });
    if (!done.ok) throw sendProblem(done.refusal);
    return answered(reply, done.value);
  }

  @Get()
  @Operation({
    needs: 'reconciliation.read',
    summary: 'List lists of what was held',
    gives: { 200: { type: ReconciliationList, about: 'The latest first.' } },
    refuses: ['invalid-query'],
  })
  async list(@Query(queryOf(Paging)) query: Paging, @Req() request: SignedIn): Promise<ReconciliationList> {
    const actor = acting(request, 'reconciliation.read');
    const limit = limitOf(query);
    const scope = scopeOf(actor, 'reconciliation.read');
    const found = await listReconciliations(this.db.reader, scope, onlyOf(actor), keyIn(query, idKey), limit + 1);
    return pageOf(found, limit, ({ id }) => [id], reconciliationSummary);
  }

  @Get(':id')
  @Operation({
    needs: 'reconciliation.read',
    summary: 'A list beside ours, row by row',
    gives: { 200: { type: ReconciliationPageAnswer, about: 'The list and a page of its rows.' } },
    refuses: ['invalid-query', 'not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Query(queryOf(ReconciliationRowsQuery)) query: ReconciliationRowsQuery,
    @Req() request: SignedIn,
  ): Promise<ReconciliationPageAnswer> {
    const actor = acting(request, 'reconciliation.read');
    const limit = limitOf(query);
    const filter = shownRows(query.show ?? 'all') ?? {};
    const part = { filter, after: keyIn(query, idKey) ?? 0, most: limit + 1 };
    const { list, rows } = await this.looking.show(actor, id, part);
    return { ...reconciliationAnswer(list), ...pageOf(rows, limit, (row) => [row.id], reconciliationRowAnswer) };
  }

  @Post(':id/rows/:row/decisions')
  @Operation({
    needs: 'reconciliation.decide',
    summary: 'Decide about one row',
    about:
      'Which conference it is (`same`, `not-same`), that it was held and TVP never invited (`never-invited`, taken back by ' +
      '`undo`), or what was agreed to stand (`agree`, taken back by `withdraw`). Nothing of it is done by a robot.',
    gives: { 200: { type: ReconciliationRowAnswer, about: 'The row as it stands now.' } },
    refuses: ['invalid-body', 'not-found', 'row-changed', 'row-refused'],
  })
  async decide(
    @Param('id', anId) id: number,
    @Param('row', anId) rowId: number,
    @Body(bodyOf(RowDecisionToMake)) body: RowDecisionToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReconciliationRowAnswer> {
    const actor = acting(request, 'reconciliation.decide');
    const decided = await this.done(actor, { reconciliationId: id, rowId, version: body.version }, body);
    if (!decided.ok) throw rowProblem(decided.refusal);
    void reply.status(200);
    return reconciliationRowAnswer((await this.looking.row(actor, id, rowId)).row);
  }

  private done(actor: Actor, at: AtRow, body: RowDecisionToMake): Promise<Decided<unknown, RecordRefusal>> {
    const { position = 'other', agreedWith = '', note = '' } = body;
    switch (body.decision) {
      case 'same':
        return this.deciding.same(actor, at, body.conference ?? '');
      case 'not-same':
        return this.deciding.notSame(actor, at);
      case 'never-invited':
        return this.recording.record(actor, at, { as: 'never-invited', time: null });
      case 'undo':
        return this.recording.undo(actor, at);
      case 'agree':
        return this.deciding.agree(actor, at, { position, agreedWith, note });
      default:
        return this.deciding.agree(actor, at, null);
    }
  }
}
