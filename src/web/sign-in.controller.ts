import { BadRequestException, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { Open, type SignedIn } from '../access/access.guard.js';
import { rememberAccount } from '../access/account.queries.js';
import { readClaims } from '../access/claims.js';
import { Identity, IdentityProviderAway } from '../access/identity.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { Call, type OpenCall } from './page-call.js';
import { Pages } from './pages.js';

/**
 * Only a path of our own, in the characters that an address is written in: an address elsewhere would make the sign-in
 * page a signpost for strangers. Browsers drop a tab, so that `/<tab>/elsewhere` leads there too, and Node takes no other
 * control character into a header.
 */
const ownPath = (given: unknown): string =>
  typeof given === 'string' && /^\/(?![/\\])[!-[\]-~]*$/.test(given) && !given.startsWith('/sign-') ? given : '/';

/** Signing in and out with the identity provider. */
@Controller()
export class SignInController {
  constructor(
    private readonly identity: Identity,
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get('sign-in')
  @Open()
  async begin(
    @Query('returnTo') returnTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { href, pending } = await this.identity.begin(ownPath(returnTo));
    request.session.pending = pending;
    await reply.redirect(href, 303);
  }

  @Get('sign-in/callback')
  @Open()
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { pending } = request.session;
    if (pending === undefined) return void reply.redirect('/sign-in', 303);
    const found = await this.finished(request.url.slice(request.url.indexOf('?') + 1), pending);
    await request.session.regenerate();
    const hubs = this.surroundings.reference.hubs.map((hub) => hub.code);
    const now = this.surroundings.now();
    const claims = readClaims(found.claims, hubs);
    const actor = await this.db.transaction(async (tx) => {
      const known = await rememberAccount(tx, claims, now);
      await record(tx, { actor: known, at: now }, 'account.signed-in', { roles: known.roles });
      return known;
    });
    if (actor.id !== null) request.session.accountId = actor.id;
    request.session.signedInAt = now.toString();
    request.session.idToken = found.idToken;
    await reply.redirect(pending.returnTo, 303);
  }

  @Post('sign-out')
  async end(@Req() request: SignedIn, @Res() reply: FastifyReply): Promise<void> {
    const idToken = request.session.idToken ?? '';
    const occasion = { actor: request.actor, at: this.surroundings.now() };
    await this.db.transaction((tx) => record(tx, occasion, 'account.signed-out', {}));
    await request.session.destroy();
    await reply.redirect((await this.endSessionHref(idToken)) ?? '/signed-out', 303);
  }

  /** A provider that is away cannot be told, but nobody stays signed in here for its sake. */
  private async endSessionHref(idToken: string): Promise<string | null> {
    try {
      return await this.identity.endSessionHref(idToken);
    } catch (error) {
      if (error instanceof IdentityProviderAway) return null;
      throw error;
    }
  }

  @Get('signed-out')
  @Open()
  signedOut(@Call() call: OpenCall): Promise<string> {
    const model = {
      title: 'You are signed out',
      paragraphs: ['Close the window if others use this computer.'],
      links: [{ text: 'Sign in again', href: '/sign-in' }],
    };
    return this.pages.render(call, 'web/views/errors/error.njk', model);
  }

  private async finished(
    query: string,
    pending: Parameters<Identity['finish']>[1],
  ): Promise<Awaited<ReturnType<Identity['finish']>>> {
    try {
      return await this.identity.finish(query, pending);
    } catch (error) {
      if (error instanceof IdentityProviderAway) throw error;
      throw new BadRequestException('The sign-in could not be completed.', { cause: error });
    }
  }
}
