import type { FastifyReply } from 'fastify';
import type { Given } from './idempotency.js';

/** Writes the head of an answer that may be given again word for word, and says when it is; gives the body to send. */
export function answered(reply: FastifyReply, { status, location, replayed, body }: Given): string {
  if (replayed) void reply.header('idempotent-replayed', 'true');
  if (location !== null) void reply.header('location', location);
  void reply.status(status).type('application/json; charset=utf-8');
  return body;
}
