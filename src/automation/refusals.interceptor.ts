import {
  HttpException,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, throwError, type Observable } from 'rxjs';
import { Surroundings } from '../../config/surroundings.js';
import { isService, type Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { row } from '../database/sql.js';
import { ProblemError } from '../web/problem.js';
import { refusedDeed } from './refused-deed.js';

/** Keeps what a service account asked for and did not get: a refusal changes nothing, so it would leave no trace. */
@Injectable()
export class RefusalsInterceptor implements NestInterceptor {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { actor } = request;
    if (actor === undefined || !isService(actor)) return next.handle();
    return next
      .handle()
      .pipe(
        catchError((error: unknown) =>
          from(this.keep(actor, request, error)).pipe(mergeMap(() => throwError(() => error))),
        ),
      );
  }

  private async keep(actor: Actor, request: FastifyRequest, error: unknown): Promise<void> {
    const problem =
      error instanceof ProblemError
        ? error.problem
        : error instanceof HttpException
          ? { status: error.getStatus() }
          : null;
    const { method, query, body } = request;
    const asked = `${method} ${request.routeOptions.url ?? ''}`;
    const deed = problem && refusedDeed({ asked, query, problem });
    if (deed === null) return;
    const hub = await this.hubOf(body, query, request.params);
    await this.db.transaction((tx) =>
      record(tx, { actor, at: this.surroundings.now() }, 'automation.refused', { ...deed, hub }),
    );
  }

  /** The hub that the request is about; null where it names none that there is. */
  private async hubOf(body: unknown, query: unknown, params: unknown): Promise<string | null> {
    for (const sent of [body, query]) {
      const hub = (sent as { readonly hub?: unknown } | null | undefined)?.hub;
      if (typeof hub === 'string' && this.surroundings.reference.hub(hub) !== undefined) return hub;
    }
    const { reference = null, id = null } = (params ?? {}) as { readonly reference?: string; readonly id?: string };
    if (reference === null && (id === null || !/^\d{1,9}$/.test(id))) return null;
    const found = await row<{ hubCode: string }>(
      this.db.reader,
      'select hub_code from conference where reference = $1 union all select hub_code from import where id = $2',
      [reference?.replaceAll('\0', '') ?? null, reference === null ? Number(id) : null],
    );
    return found?.hubCode ?? null;
  }
}
