import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { SignedIn } from '../access/access.guard.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { idKey, keyIn, limitOf, pageOf, Paging } from '../web/api/cursor.js';
import { Idempotency } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { refusal } from '../web/api/problems.js';
import { anId, instantOf, maybeBodyOf, queryOf } from '../web/api/received.js';
import { onlyOf, type Import } from './import.js';
import { shownRows } from './import.page.js';
import { askedOf } from './import-row.queries.js';
import { listImports } from './import.queries.js';
import {
  CommitDryRun,
  CommitQuery,
  CommitToMake,
  importAnswer,
  ImportAnswer,
  ImportList,
  ImportPageAnswer,
  ImportQuery,
  importRowAnswer,
  receiveProblem,
  RowsQuery,
  stepProblem,
} from './imports.api.js';
import { digestOf, ImportsService, type StepRefusal } from './imports.service.js';
import { LookingService } from './looking.service.js';
import { LIST_TYPES, receiveFile } from './receiving.plugin.js';

/** Nothing of it is to be kept: the answer is all that was asked for. */
class OnlyTried extends Error {
  constructor(readonly answer: CommitDryRun) {
    super('a dry run');
  }
}

/** Lists for programs. */
@Controller('api/v1/imports')
@Api('Imports')
export class ImportsApiController {
  constructor(
    private readonly db: Database,
    private readonly imports: ImportsService,
    private readonly looking: LookingService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Operation({
    needs: 'import.change',
    summary: 'Send a list of conferences',
    about:
      'The body is the file itself (.xlsx or .csv, up to 200 MB). It is read in the background into a plan; no ' +
      'conference changes before the plan is carried out. Ask for the list until its `state` is `ready` or `refused`.',
    gives: {
      202: {
        type: ImportAnswer,
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
      'received-in-future',
      'list-too-large',
      'list-empty',
    ],
  })
  @ApiConsumes(...LIST_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async send(
    @Query() given: ImportQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const actor = acting(request, 'import.change');
    const query = queryOf(ImportQuery).transform(given, { type: 'query' });
    if (!(request.body instanceof Readable)) {
      throw refusal('unsupported-media-type', `Send the file itself, as ${LIST_TYPES.join(', ')}.`);
    }
    const file = await receiveFile(request, request.body, query.fileName);
    if (file.tooLarge) throw receiveProblem({ kind: 'list-too-large' });
    const asks = { ...query, sha256: await digestOf(file.path) };
    const received = { hubCode: query.hub, fileName: query.fileName, receivedAt: instantOf(query.receivedAt) };
    const done = await this.idempotency.once({ actor, key, asks }, async (tx) => {
      const made = await this.imports.receiveIn(tx, actor, { ...received, path: file.path });
      return made.ok ? accepted(kept(made.value)) : made;
    });
    if (!done.ok) throw receiveProblem(done.refusal);
    return answered(reply, done.value);
  }

  @Get()
  @Operation({
    needs: 'import.change',
    summary: 'List lists of conferences',
    gives: { 200: { type: ImportList, about: 'The latest first, without their rows.' } },
    refuses: ['invalid-query'],
  })
  async list(@Query(queryOf(Paging)) query: Paging, @Req() request: SignedIn): Promise<ImportList> {
    const actor = acting(request, 'import.change');
    const limit = limitOf(query);
    const scope = scopeOf(actor, 'import.change');
    const found = await listImports(this.db.reader, scope, onlyOf(actor), keyIn(query, idKey), limit + 1);
    return pageOf(found, limit, ({ id }) => [id], importAnswer);
  }

  @Get(':id')
  @Operation({
    needs: 'import.change',
    summary: 'A list, its state and its rows',
    about:
      'Rows come once it is read, with what is wrong at which cell; and once it is carried out, with what came of them.',
    gives: { 200: { type: ImportPageAnswer, about: 'The list and a page of its rows.' } },
    refuses: ['invalid-query', 'not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Query(queryOf(RowsQuery)) query: RowsQuery,
    @Req() request: SignedIn,
  ): Promise<ImportPageAnswer> {
    const actor = acting(request, 'import.change');
    const limit = limitOf(query);
    const after = keyIn(query, idKey) ?? 0;
    const list = await this.looking.at(actor, id);
    const found = await this.looking.rows(list, after, limit + 1, shownRows(query.show ?? 'all') ?? {});
    return { ...importAnswer(list), ...pageOf(found, limit, (row) => [row.row], importRowAnswer) };
  }

  @Post(':id/commit')
  @Operation({
    needs: 'import.change',
    summary: 'Carry out the plan of a list',
    about:
      'Exactly the plan that was read, with these answers. Rows whose conference changed since are not carried out; their ' +
      'result is `overtaken`. A robot records what is new; what would change a recorded conference is left to a person.',
    gives: {
      202: {
        type: ImportAnswer,
        about: 'The list, which is being carried out.',
        headers: { Location: 'The address of the list.', 'Idempotent-Replayed': 'true when given again.' },
      },
      200: { type: CommitDryRun, about: 'Of a dry run: what would be done.' },
    },
    idempotencyKey: true,
    refuses: ['invalid-body', 'invalid-query', 'not-found', 'list-not-ready', 'no-such-row', 'no-such-answer'],
  })
  async commit(
    @Param('id', anId) id: number,
    @Query(queryOf(CommitQuery)) query: CommitQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Body(maybeBodyOf(CommitToMake)) body: CommitToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommitDryRun | string> {
    const actor = acting(request, 'import.change');
    if (query.dryRun === 'true') {
      void reply.status(200);
      return this.tryOut(actor, id, body);
    }
    const done = await this.idempotency.once({ actor, key, asks: { commit: id, body } }, async (tx) => {
      const answeredTo = await this.answer(tx, actor, id, body);
      const made = answeredTo.ok ? await this.imports.commitIn(tx, actor, id) : answeredTo;
      return made.ok ? accepted(kept(made.value)) : made;
    });
    if (!done.ok) throw stepProblem(done.refusal);
    return answered(reply, done.value);
  }

  private async tryOut(actor: Actor, id: number, body: CommitToMake): Promise<CommitDryRun> {
    try {
      const tried = await this.db.transaction(async (tx) => {
        const answeredTo = await this.answer(tx, actor, id, body);
        if (!answeredTo.ok) return refused(answeredTo.refusal);
        const { creates, updates, joins, open } = await askedOf(tx, id);
        throw new OnlyTried({ creates, updates, joins, open });
      });
      throw stepProblem(tried.refusal);
    } catch (error) {
      if (error instanceof OnlyTried) return error.answer;
      throw error;
    }
  }

  private async answer(
    tx: Tx,
    actor: Actor,
    id: number,
    { answers = [], confirmAll = false }: CommitToMake,
  ): Promise<Decided<Import, StepRefusal>> {
    const given = await this.imports.answerIn(tx, actor, id, answers);
    return given.ok && confirmAll ? this.imports.confirmAllIn(tx, actor, id) : given;
  }
}

const kept = (list: Import) => ({
  status: 202,
  location: `/api/v1/imports/${list.id}`,
  body: JSON.stringify(importAnswer(list)),
});
