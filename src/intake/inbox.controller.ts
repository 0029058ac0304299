import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import type { ReadMail } from '../calendar/reader/mail.js';
import { decideOutcome, senderCheck } from '../calendar/reader/outcome.js';
import { readMail } from '../calendar/reader/reader.js';
import { sameTime } from '../changes/told-change.js';
import { cautionsAbout, type Caution } from '../conferences/timing.js';
import { readInvitationForm } from '../invitations/invitation.form.js';
import { addedFlash, furtherSentence } from '../invitations/alike.page.js';
import { invitationFields } from '../invitations/invitation.page.js';
import { recordedFlash, refusalWords, type RefusalWords } from '../invitations/refusal.page.js';
import { typedInvitation, typedLine, type TypedInvitation } from '../invitations/typed-invitation.js';
import { isConferenceReference } from '../kernel/ids.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { prefilled, readingHints } from './candidate.form.js';
import { agreed, doneFlash, doneHref, refusedAgreement, tooLate } from './agreement.js';
import { askedPart, type TypedAgreement } from './asked-change.page.js';
import { AskedChangesService } from './asked-changes.service.js';
import { afterDeciding, aroundOf } from './candidate-keys.js';
import { candidatePage } from './candidate.page.js';
import { CandidatesService, type CandidateLook } from './candidates.service.js';
import { inboxPage, type HubName } from './inbox.page.js';
import { messagePart, type MessagePart } from './message.page.js';
import { readInvitation } from './read-invitation.js';
import { sentence } from './reply.js';

/** What the page says after a form was refused; nothing when it is merely opened. */
interface Said extends Partial<RefusalWords> {
  readonly status: number;
  readonly typed?: TypedInvitation;
  readonly reason?: string;
  readonly agreement?: TypedAgreement;
}

const UNVERIFIED = 'Our mail gateway could not verify the sender: ask the local authority before you confirm or join.';

/** Invitations that arrived by themselves and wait for a person. */
@Controller('inbox')
export class InboxController {
  private readonly hubName: HubName;

  constructor(
    private readonly candidates: CandidatesService,
    private readonly askedChanges: AskedChangesService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {
    this.hubName = (code) => surroundings.reference.hub(code)?.name;
  }

  @Get()
  async inbox(@Call() call: PageCall): Promise<string> {
    const waiting = await this.candidates.waiting(call.actor);
    const toConfirm = await this.candidates.toConfirm(call.actor);
    const model = inboxPage(waiting, this.hubName, this.surroundings.now(), toConfirm);
    return this.pages.render(call, 'intake/views/inbox.njk', model);
  }

  @Get(':id')
  async one(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.page(call, number(id), { status: 200 });
  }

  @Post(':id/confirm')
  async confirm(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const onto = typedLine(body, 'onto');
    if (onto !== '') return this.confirmOnto(call, number(id), onto);
    const typed = typedInvitation(body);
    const reason = typedText(body, 'reason');
    const { reference } = this.surroundings;
    const now = this.surroundings.now();
    const read = readInvitationForm(typed, { now, usualMode: (code) => reference.hub(code)?.defaultMode ?? null });
    if (!read.ok) {
      return this.page(call, number(id), { status: 422, typed, reason, errors: read.errors });
    }
    const given = read.value;
    const made = await this.candidates.confirm(call.actor, number(id), given);
    if (!made.ok && made.refusal.kind === 'already-decided') {
      return this.page(call, number(id), { status: 409, notice: tooLate(made.refusal.by) });
    }
    if (!made.ok) {
      const words = refusalWords(made.refusal, given, typed);
      return this.page(call, number(id), { status: 422, typed, reason, ...words });
    }
    const hub = this.surroundings.hubOf(made.value);
    const cautions = cautionsAbout(given, hub, reference.calendar, now);
    const next = await this.nextAfter(call.actor, number(id));
    this.pages.done(call, next, recordedFlash(made.value, given, hub.name, cautions));
  }

  @Post(':id/reject')
  async reject(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedInvitation(body);
    const reason = typedText(body, 'reason');
    const same = typedLine(body, 'same');
    const whole = isConferenceReference(same) ? `Same as ${same}. ${reason}`.trim() : reason;
    const rejected = await this.candidates.reject(call.actor, number(id), whole);
    if (rejected.ok) {
      const flash = { title: 'The invitation is rejected', text: whole };
      return this.pages.done(call, await this.nextAfter(call.actor, number(id)), flash);
    }
    if (rejected.refusal.kind === 'already-decided') {
      return this.page(call, number(id), { status: 409, notice: tooLate(rejected.refusal.by) });
    }
    const errors = [{ text: 'Say in a few words why this is not to be recorded', href: '#reason' as const }];
    return this.page(call, number(id), { status: 422, typed, reason, errors });
  }

  /** Does what the message asks of the conference that it is about. */
  @Post(':id/agree')
  async agree(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const given = agreed(body);
    const done = await this.askedChanges.agree(call.actor, number(id), given);
    if (done.ok) {
      const href = doneHref(done.value) ?? (await this.nextAfter(call.actor, number(id)));
      return this.pages.done(call, href, doneFlash(done.value));
    }
    if (done.refusal.kind === 'already-decided') {
      return this.page(call, number(id), { status: 409, notice: tooLate(done.refusal.by) });
    }
    const agreement = { change: given.change ?? '', reason: given.reason };
    return this.page(call, number(id), { ...refusedAgreement(done.refusal), agreement });
  }

  /** It is a conference on record: the message becomes a further invitation to it. */
  private async confirmOnto(call: PageCall, id: number, reference: string): Promise<string | void> {
    const added = await this.candidates.confirmOnto(call.actor, id, reference);
    if (added.ok) {
      const said = (await this.candidates.one(call.actor, id)).reading['startsAt'];
      const saidStart = said === undefined ? null : Temporal.Instant.from(said.value);
      return this.pages.done(call, await this.nextAfter(call.actor, id), addedFlash(added.value, saidStart));
    }
    const { refusal } = added;
    if (refusal.kind === 'already-decided') {
      return this.page(call, id, { status: 409, notice: tooLate(refusal.by) });
    }
    const errors = [{ text: furtherSentence(refusal), href: '#hub' as const }];
    return this.page(call, id, { status: 422, errors });
  }

  private async page(call: PageCall, id: number, said: Said): Promise<string> {
    const look = await this.candidates.look(call.actor, id);
    const { message, conflicts } = await this.original(look);
    const {
      errors = [],
      notice = null,
      doubt = null,
      alike = null,
      typed = prefilled(look),
      reason = '',
      status,
    } = said;
    const fields = invitationFields(typed, this.hubsOf(call.actor), { hints: readingHints(look), doubt, alike });
    const asked = askedPart(look, this.cautionsOf(look), said.agreement ?? null);
    const around = aroundOf(await this.candidates.queue(call.actor), look);
    const formOpen = said.typed !== undefined;
    const shown = { message, conflicts, fields, asked, reason, notice, formOpen, around };
    const model = { ...candidatePage(look, shown, this.hubName), errors };
    return this.pages.render(call, 'intake/views/candidate.njk', model, status);
  }

  /** The message to decide on next, so that the inbox is worked through without a list in between. */
  private async nextAfter(actor: Actor, id: number): Promise<string> {
    return afterDeciding(await this.candidates.queue(actor), await this.candidates.one(actor, id));
  }

  /** The message, and where it contradicts itself: read again, since a reading keeps only what is certain. */
  private async original(
    look: CandidateLook,
  ): Promise<{ readonly message: MessagePart | null; readonly conflicts: readonly string[] }> {
    if (look.raw === null) return { message: null, conflicts: [] };
    const read = await readMail(look.raw);
    const { conflicts } = readInvitation(read, this.surroundings.reference, londonDate(look.receivedAt));
    const checked = senderCheck(read.mail, { authservId: this.surroundings.settings.authservId ?? undefined });
    return {
      message: messagePart(read, look.raw, look.receivedAt),
      conflicts: [...(checked === 'fail' ? [UNVERIFIED] : doubtsOf(read)), ...conflicts],
    };
  }

  private cautionsOf({ asked, known }: CandidateLook): readonly Caution[] {
    if (asked.kind !== 'move' || known === null || sameTime(known, asked.to)) return [];
    const now = this.surroundings.now();
    const hub = this.surroundings.hubOf(known);
    return cautionsAbout({ ...asked.to, receivedAt: now }, hub, this.surroundings.reference.calendar, now);
  }

  private hubsOf(actor: Actor): readonly Hub[] {
    const scope = scopeOf(actor, 'candidate.decide');
    return this.surroundings.reference.hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
  }
}

/** Why the reader would have a person look at a calendar message, apart from who sent it. */
function doubtsOf(read: ReadMail): readonly string[] {
  if (read.sort !== 'request' && read.sort !== 'cancel') return [];
  const decided = decideOutcome(read);
  return decided.outcome === 'review' ? [sentence(decided.reason)] : [];
}

/** The number in an address. @throws NotFoundException when it is none */
function number(id: string): number {
  const whole = wholeNumber(id);
  if (whole === null) throw new NotFoundException();
  return whole;
}
