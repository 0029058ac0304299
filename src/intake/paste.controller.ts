import { Body, Controller, ForbiddenException, HttpCode, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { usualMode } from '../invitations/invitation.page.js';
import { newInvitationPage } from '../invitations/new-invitation.page.js';
import { recordableHubs } from '../invitations/recordable-hubs.js';
import { typedInvitation, typedLine } from '../invitations/typed-invitation.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { filledFrom } from './paste.form.js';
import { readPasted } from './pasted-text.js';

/** Fills the form of an invitation from the text of an email or letter. Nothing is saved, and the text is kept nowhere. */
@Controller('invitations/new/fill')
export class PasteController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Post()
  @HttpCode(200)
  fill(@Body() body: unknown, @Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'invitation.record')) throw new ForbiddenException();
    const { reference } = this.surroundings;
    const hubs = recordableHubs(call.actor, reference.hubs);
    const typed = typedInvitation(body);
    const carried = { letter: typedText(body, 'letter'), opened: typedLine(body, 'opened') };
    if (carried.letter === '') {
      const errors = [{ text: 'Paste the text of the email or letter first', href: '#letter' as const }];
      const model = newInvitationPage(typed, hubs, carried, { errors });
      return this.pages.render(call, 'invitations/views/new.njk', model, 422);
    }
    const read = readPasted(carried.letter, reference, this.surroundings.now());
    const untouched = { mode: usualMode(typed.hub, hubs), opened: carried.opened, hubs: hubs.map((hub) => hub.code) };
    const filled = filledFrom(typed, read, untouched);
    const model = newInvitationPage(filled.typed, hubs, carried, filled);
    return this.pages.render(call, 'invitations/views/new.njk', model);
  }
}
