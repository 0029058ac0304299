import {
  ForbiddenException,
  Injectable,
  SetMetadata,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import '@fastify/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { Database } from '../database/database.js';
import { actorById, actorOf, rememberAccount } from './account.queries.js';
import { isService, type Actor } from './actor.js';
import { readClaims } from './claims.js';
import { checkForm } from './form-token.js';
import { Identity, type PendingSignIn } from './identity.js';
import { problem } from '../web/problem.js';
import { allowanceOf, countRequest, minuteOf } from './service-allowance.js';

declare module 'fastify' {
  interface Session {
    accountId?: number;
    signedInAt?: string;
    idToken?: string;
    pending?: PendingSignIn;
    flash?: { title: string; text?: string; href?: string; linkText?: string; tone?: string };
  }
  interface FastifyRequest {
    actor?: Actor;
  }
}

/** A request whose person the guard has established. */
export type SignedIn = FastifyRequest & { actor: Actor };

const OPEN = 'open';
/** Needs no sign-in. Everything not marked so does. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/** Asked of the route that was found, for `/%61pi/` leads to the API too; only without one is the address all there is. */
export const isApi = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? request.url).startsWith('/api/');

/** Establishes who is asking: a session cookie for pages, a bearer token for the API. What they may do is for services. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly db: Database,
    private readonly identity: Identity,
    private readonly surroundings: Surroundings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const open = this.reflector.getAllAndOverride<boolean | undefined>(OPEN, [
      context.getHandler(),
      context.getClass(),
    ]);
    const actor = isApi(request) ? await this.bearer(request, open === true) : await this.signedIn(request);
    if (actor === null && !open) throw new UnauthorizedException();
    if (actor === null) return true;
    request.actor = actor;
    if (isApi(request)) {
      if (isService(actor)) await this.count(actor, context.switchToHttp().getResponse<FastifyReply>());
      return true;
    }
    // Pages are for people: a program that signed in as one would decide as one.
    if (isService(actor) && !open) throw new ForbiddenException();
    checkForm(request);
    return true;
  }

  /** Service accounts have a limit of their own, each for itself and wherever it sends from. */
  private async count(actor: Actor, reply: FastifyReply): Promise<void> {
    const now = this.surroundings.now();
    const requests = await this.db.transaction((tx) => countRequest(tx, actor.id!, minuteOf(now)));
    const { robotRequestsPerMinute } = this.surroundings.settings.http;
    const { limit, remaining, resetsIn, isExceeded } = allowanceOf(requests, robotRequestsPerMinute, now);
    void reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': resetsIn });
    if (!isExceeded) return;
    void reply.header('retry-after', resetsIn);
    const sentence = `This account may make ${limit} requests a minute. Send it again in ${resetsIn} seconds.`;
    throw problem(429, 'too-many-requests', sentence);
  }

  private async signedIn(request: FastifyRequest): Promise<Actor | null> {
    const { accountId, signedInAt } = request.session;
    if (accountId === undefined || signedInAt === undefined) return null;
    const { settings } = this.surroundings;
    const until = Temporal.Instant.from(signedInAt).add({ hours: settings.session.absoluteHours });
    if (Temporal.Instant.compare(until, this.surroundings.now()) <= 0) {
      await request.session.destroy();
      return null;
    }
    return actorById(this.db.reader, accountId);
  }

  private async bearer(request: FastifyRequest, open: boolean): Promise<Actor | null> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token || open) return null;
    const verified = await this.identity.verifyBearer(token);
    if (verified === null) return null;
    const hubs = this.surroundings.reference.hubs.map((hub) => hub.code);
    const claims = readClaims(verified, hubs);
    const known = await actorOf(this.db.reader, claims);
    return known ?? this.db.transaction((tx) => rememberAccount(tx, claims, this.surroundings.now()));
  }
}
