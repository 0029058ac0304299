import '@fastify/session';
import { Tokens } from '@fastify/csrf';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface Session {
    formSecret?: string;
  }
}

const tokens = new Tokens({});

/** The token that every form of a signed-in person's page carries; bound to their session. */
export function formToken(request: FastifyRequest): string {
  request.session.formSecret ??= tokens.secretSync();
  return tokens.create(request.session.formSecret);
}

/** A form post without the token of a page that we gave this session: expired, or forged by another site. */
export class FormExpired extends Error {
  constructor() {
    super('The form carries no valid token.');
    this.name = 'FormExpired';
  }
}

const CHANGES_NOTHING = ['GET', 'HEAD', 'OPTIONS'];

/** Throws unless a post from a signed-in browser comes from one of our own pages. */
export function checkForm(request: FastifyRequest): void {
  if (CHANGES_NOTHING.includes(request.method)) return;
  const secret = request.session.formSecret;
  const token = (request.body as { _csrf?: unknown } | undefined)?._csrf;
  if (secret === undefined || typeof token !== 'string' || !tokens.verify(secret, token)) throw new FormExpired();
}
