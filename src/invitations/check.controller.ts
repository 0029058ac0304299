import { Body, Controller, ForbiddenException, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { Templates } from '../web/templates.js';
import { checkNotice } from './check.page.js';
import { readInvitationForm } from './invitation.form.js';
import { InvitationsService } from './invitations.service.js';
import { typedInvitation } from './typed-invitation.js';

/** What recording would say of the form as it stands, for the script that asks while somebody types. */
@Controller('invitations/new/check')
export class CheckController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly surroundings: Surroundings,
    private readonly templates: Templates,
  ) {}

  /** A piece of a page; empty while there is nothing to say. */
  @Post()
  @HttpCode(200)
  async check(
    @Body() body: unknown,
    @Req() { actor }: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!mayAtAll(actor, 'invitation.record')) throw new ForbiddenException();
    const typed = typedInvitation(body);
    const { reference } = this.surroundings;
    const ground = {
      now: this.surroundings.now(),
      usualMode: (code: string) => reference.hub(code)?.defaultMode ?? null,
    };
    // How it reached us is no part of what is unusual, and is often chosen last.
    const read = readInvitationForm({ ...typed, channel: typed.channel || 'mail' }, ground);
    void reply.header('content-type', 'text/html; charset=utf-8').header('cache-control', 'no-store');
    if (!read.ok) return '';
    return this.templates.render('invitations/views/check.njk', {
      said: checkNotice(await this.invitations.remarks(actor, read.value)),
    });
  }
}
