import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Open } from '../access/access.guard.js';
import { readMail } from '../calendar/reader/reader.js';
import { formatSpan, formatWhen, londonDate } from '../kernel/london.js';
import { Call, type OpenCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { DemoParts } from './demo-parts.js';
import { readMoment } from './moment.js';
import type { StoredMail } from './mail-server.js';
import { isReply, sendReply } from './reply.js';

const wantsJson = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('application/json');
const mailboxHref = (address: string): string => `/demo/mail/${encodeURIComponent(address)}`;

/** The demo's back door: everybody's mailbox, the clock, and tokens for scripts. Exists in no other mode. */
@Controller('demo')
@Open()
export class DemoController {
  constructor(
    private readonly parts: DemoParts,
    private readonly pages: Pages,
  ) {}

  @Get()
  demo(@Call() call: OpenCall): Promise<string> {
    return this.page(call, '', null);
  }

  private page(call: OpenCall, typed: string, refusal: string | null): Promise<string> {
    const people = this.parts.personas.map((one) => ({
      name: one.name,
      title: one.title,
      roles: one.roles.join(', '),
    }));
    const model = {
      title: 'The demo force',
      people,
      now: formatWhen(this.parts.clock.now()),
      typed,
      errors: refusal === null ? [] : [{ text: refusal, href: '#now' as const }],
    };
    return this.pages.render(call, 'demo/views/demo.njk', model, refusal === null ? 200 : 422);
  }

  @Get('personas')
  personas(): object {
    return this.parts.personas.map(({ key, name, email, roles, hubs, title }) => ({
      key,
      name,
      email,
      roles,
      hubs,
      title,
    }));
  }

  @Post('token')
  @HttpCode(200)
  async token(@Body() body: { persona?: unknown } | undefined): Promise<object> {
    const persona = this.parts.personas.find((one) => one.key === body?.persona);
    if (persona === undefined) throw new BadRequestException('unknown persona');
    return { access_token: await this.parts.issuer.tokenFor(persona.key), token_type: 'Bearer' };
  }

  @Get('clock')
  clock(): object {
    return { now: this.parts.clock.now().toString() };
  }

  /** Moves the clock: `{"now": "2026-11-23T09:12:00Z"}`, or London's time as people write it; `""` for real time again. */
  @Post('clock')
  async moveClock(
    @Body() body: { now?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = typeof body?.now === 'string' ? body.now.trim() : null;
    const refusal = this.setClock(given);
    if (wantsJson(request) || request.headers['content-type']?.includes('json')) {
      return void reply
        .status(refusal === null ? 200 : 422)
        .send(refusal === null ? this.clock() : { detail: refusal });
    }
    if (refusal !== null) return void reply.send(await this.page({ request, reply }, given ?? '', refusal));
    this.pages.done({ request, reply }, '/demo', {
      title: 'The clock was moved',
      text: formatWhen(this.parts.clock.now()),
    });
    void reply.send();
  }

  @Get('mail')
  async mailboxes(@Call() call: OpenCall): Promise<string | object> {
    const found = await this.parts.mail.mailboxes();
    if (wantsJson(call.request)) return found;
    const boxes = found.map((box) => ({ ...box, href: mailboxHref(box.address) }));
    return this.pages.render(call, 'demo/views/mailboxes.njk', {
      title: 'Mailboxes of the demo force',
      boxes,
    });
  }

  @Get('mail/:address')
  async mailbox(@Param('address') address: string, @Call() call: OpenCall): Promise<string | object> {
    const stored = await this.parts.mail.messages(address);
    const messages = await Promise.all(stored.map((mail) => this.described(mail)));
    if (wantsJson(call.request)) return messages;
    return this.pages.render(call, 'demo/views/mailbox.njk', {
      title: address,
      back: { text: 'All mailboxes', href: '/demo/mail' },
      messages: messages.map((one) => ({ ...one, href: `${mailboxHref(address)}/${one.id}` })),
    });
  }

  @Get('mail/:address/:id')
  async message(
    @Param('address') address: string,
    @Param('id') id: string,
    @Query('answered') answered: string | undefined,
    @Call() call: OpenCall,
  ): Promise<string | object> {
    const stored = await this.found(address, id);
    const one = await this.described(stored);
    if (wantsJson(call.request)) return { ...one, raw: Buffer.from(stored.raw).toString('utf8') };
    return this.pages.render(call, 'demo/views/message.njk', {
      title: one.subject,
      back: { text: address, href: mailboxHref(address) },
      message: one,
      answered: isReply(answered) ? answered : null,
      action: `${mailboxHref(address)}/${id}/answer`,
      raw: Buffer.from(stored.raw).toString('utf8'),
    });
  }

  /** Answers as the person would: a REPLY goes through the mail server to the desk. */
  @Post('mail/:address/:id/answer')
  async answer(
    @Param('address') address: string,
    @Param('id') id: string,
    @Body() body: { answer?: unknown; comment?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = body?.answer;
    if (!isReply(given)) throw new BadRequestException('answer must be accept, tentative or decline');
    const read = await readMail((await this.found(address, id)).raw);
    if (read.sort !== 'request') throw new BadRequestException('this message is not an invitation');
    const comment = typeof body?.comment === 'string' && body.comment.trim() !== '' ? body.comment.trim() : null;
    const invitation = { event: read.event, subject: read.mail.subject };
    await sendReply(this.parts.mail, invitation, given, { address, comment }, this.parts.clock.now());
    if (wantsJson(request)) return void reply.status(202).send({ sent: given });
    await reply.redirect(`${mailboxHref(address)}/${id}?answered=${given}`, 303);
  }

  private setClock(given: string | null): string | null {
    if (given === '') {
      this.parts.clock.reset();
      return null;
    }
    const instant = given === null ? null : readMoment(given, londonDate(this.parts.clock.now()));
    if (instant === null) return 'Write a date and a time, such as 24 Nov 9:12, or 2026-11-24T09:12:00Z.';
    return this.parts.clock.moveTo(instant).ok ? null : 'That is outside the years the demo can show.';
  }

  private async found(address: string, id: string): Promise<StoredMail> {
    const stored = await this.parts.mail.message(address, id);
    if (stored === null) throw new NotFoundException();
    return stored;
  }

  private async described(stored: StoredMail): Promise<{ id: string; subject: string } & Record<string, unknown>> {
    const read = await readMail(stored.raw);
    const event = 'event' in read ? read.event : null;
    const span = event?.startsAt && event.endsAt ? formatSpan(event.startsAt, event.endsAt) : null;
    return {
      id: stored.id,
      from: read.mail.from?.address ?? stored.from,
      subject: read.mail.subject || '(no subject)',
      received: formatWhen(stored.receivedAt),
      text: read.mail.text,
      method: event?.method ?? null,
      uid: event?.uid ?? null,
      sequence: event?.sequence ?? null,
      when: span,
      canAnswer: read.sort === 'request',
    };
  }
}
