import { Body, Controller, ForbiddenException, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { cautionsAbout } from '../conferences/timing.js';
import type { FieldError, Notice } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readInvitationForm } from './invitation.form.js';
import { emptyForm, invitationFields, recordedFlash, refusalWords, type Asked } from './invitation.page.js';
import { InvitationsService } from './invitations.service.js';
import { typedInvitation, type TypedInvitation } from './typed-invitation.js';

/** An invitation recorded by hand: one page, one submit. */
@Controller('invitations/new')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  empty(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const typed = emptyForm(this.hubsOf(request.actor), this.surroundings.now());
    return this.page(request, reply, typed, { status: 200 });
  }

  @Post()
  async record(
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const { actor } = request;
    this.hubsOf(actor);
    const typed = typedInvitation(body);
    const { reference } = this.surroundings;
    const now = this.surroundings.now();
    const read = readInvitationForm(typed, { now, usualMode: (code) => reference.hub(code)?.defaultMode ?? null });
    if (!read.ok) return this.page(request, reply, typed, { status: 422, errors: read.errors });
    const given = read.value;
    const made = await this.invitations.record(actor, given);
    if (!made.ok) {
      return this.page(request, reply, typed, { status: 422, ...refusalWords(made.refusal, given, typed) });
    }
    const hub = this.surroundings.hubOf(made.value);
    const cautions = cautionsAbout(given, hub, reference.calendar, now);
    const flash = recordedFlash(made.value, given, hub.name, cautions);
    this.pages.done(request, reply, `/conferences/${made.value.reference}`, flash);
  }

  /** The hubs this person may record for. @throws ForbiddenException when there are none */
  private hubsOf(actor: Actor): readonly Hub[] {
    if (!mayAtAll(actor, 'invitation.record')) throw new ForbiddenException();
    const scope = scopeOf(actor, 'invitation.record');
    return this.surroundings.reference.hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
  }

  private page(
    request: SignedIn,
    reply: FastifyReply,
    typed: TypedInvitation,
    said: Asked & { readonly status: number; readonly errors?: readonly FieldError[]; readonly notice?: Notice | null },
  ): Promise<string> {
    const model = {
      title: 'Record an invitation',
      back: { text: 'Board', href: '/board' },
      errors: said.errors ?? [],
      warned: said.notice ?? null,
      fields: invitationFields(typed, this.hubsOf(request.actor), said),
    };
    return this.pages.render(request, reply, 'invitations/views/new.njk', model, said.status);
  }
}
