/** What the handler of a page has of the one who asks and of the answer: one parameter in place of two. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import type { Actor } from '../access/actor.js';

/** Of an open page, where nobody need be signed in. */
export interface OpenCall {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface PageCall extends OpenCall {
  readonly request: SignedIn;
  readonly actor: Actor;
}

/** The handler's return is sent: whoever only sets the head of `reply` sends nothing twice. */
export const Call = createParamDecorator((_: unknown, context: ExecutionContext): OpenCall & { actor?: Actor } => {
  const http = context.switchToHttp();
  const request = http.getRequest<FastifyRequest>();
  return { request, reply: http.getResponse<FastifyReply>(), ...(request.actor ? { actor: request.actor } : {}) };
});
