import { Body, Controller, ForbiddenException, Get, Post } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { cautionsAbout } from '../conferences/timing.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readInvitationForm } from './invitation.form.js';
import { addedFlash, furtherSentence } from './alike.page.js';
import { FurtherInvitationsService } from './further-invitations.service.js';
import { emptyForm } from './invitation.page.js';
import { recordedFlash, refusalWords } from './refusal.page.js';
import { InvitationsService } from './invitations.service.js';
import { freshlyOpened, newInvitationPage, type CarriedAlong, type NewInvitationSaid } from './new-invitation.page.js';
import { recordableHubs } from './recordable-hubs.js';
import { typedInvitation, typedLine, type TypedInvitation } from './typed-invitation.js';

/** An invitation recorded by hand: one page, one submit. */
@Controller('invitations/new')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly further: FurtherInvitationsService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  empty(@Call() call: PageCall): Promise<string> {
    const now = this.surroundings.now();
    const typed = emptyForm(this.hubsOf(call.actor), now);
    return this.page(call, typed, freshlyOpened(now), { status: 200 });
  }

  @Post()
  async record(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const { actor } = call.request;
    this.hubsOf(actor);
    const typed = typedInvitation(body);
    const carried = { letter: typedText(body, 'letter'), opened: typedLine(body, 'opened') };
    const { reference } = this.surroundings;
    const now = this.surroundings.now();
    const read = readInvitationForm(typed, { now, usualMode: (code) => reference.hub(code)?.defaultMode ?? null });
    if (!read.ok) return this.page(call, typed, carried, { status: 422, errors: read.errors });
    const given = read.value;
    const onto = typedLine(body, 'onto');
    if (onto !== '') {
      const added = await this.further.add(actor, onto, given);
      if (added.ok) {
        return this.pages.done(call, `/conferences/${onto}`, addedFlash(added.value, given.startsAt));
      }
      const errors = [{ text: furtherSentence(added.refusal), href: '#receivedOn' as const }];
      return this.page(call, typed, carried, { status: 422, errors });
    }
    const made = await this.invitations.record(actor, given);
    if (!made.ok) {
      return this.page(call, typed, carried, { status: 422, ...refusalWords(made.refusal, given, typed) });
    }
    const hub = this.surroundings.hubOf(made.value);
    const cautions = cautionsAbout(given, hub, reference.calendar, now);
    const flash = recordedFlash(made.value, given, hub.name, cautions);
    this.pages.done(call, `/conferences/${made.value.reference}`, flash);
  }

  /** The hubs this person may record for. @throws ForbiddenException when there are none */
  private hubsOf(actor: Actor): readonly Hub[] {
    if (!mayAtAll(actor, 'invitation.record')) throw new ForbiddenException();
    return recordableHubs(actor, this.surroundings.reference.hubs);
  }

  private page(
    call: PageCall,
    typed: TypedInvitation,
    carried: CarriedAlong,
    said: NewInvitationSaid & { readonly status: number },
  ): Promise<string> {
    const model = newInvitationPage(typed, this.hubsOf(call.actor), carried, said);
    return this.pages.render(call, 'invitations/views/new.njk', model, said.status);
  }
}
