import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { spokenReference } from '../kernel/ids.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages, type Flash } from '../web/pages.js';
import { readChange, typedChange, type TypedChange } from './expectation.form.js';
import { candidateWords, expectationPage, refusalError, refusalWords } from './expectation.page.js';
import type { KeptExpectation } from './expectation.queries.js';
import { ExpectationChanges, type GivenChange } from './expectation-changes.service.js';
import { ExpectationsService } from './expectations.service.js';
import { invitationLetter, letterName } from './invitation-letter.js';

const DONE: Readonly<Record<GivenChange['kind'], Flash>> = {
  match: { title: 'Matched. The conference is no longer waited for.' },
  close: { title: 'Closed. Nobody is asked for it any more.' },
  reopen: { title: 'Open again.' },
  'letter-sent': { title: 'Marked as asked for today.' },
  'held-without-us': {
    title: 'Recorded as held without us. It counts in the coverage (A2).',
    text: 'If this should not have happened, raise a challenge from here.',
  },
};

/** One expected conference, its letter, and what people say of it. */
@Controller('expected/:id')
export class ExpectationController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly expectations: ExpectationsService,
    private readonly changes: ExpectationChanges,
    private readonly pages: Pages,
  ) {}

  @Get()
  async one(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, await this.expectations.one(call.actor, numbered(id)));
  }

  @Post()
  async change(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    if (!mayAtAll(call.actor, 'expectation.change')) throw new NotFoundException();
    const typed = typedChange(body);
    const read = readChange(typed, this.expectations.today);
    const before = await this.expectations.one(call.actor, numbered(id));
    if (!read.ok) return this.show(call, before, { typed, errors: read.errors, status: 422 });
    const version = wholeNumber(typedText(body, 'version')) ?? 0;
    const decided = await this.changes.change(call.actor, before.id, version, this.spoken(read.value));
    if (decided.ok) return this.pages.done(call, `/expected/${before.id}`, DONE[read.value.kind]);
    const isStale = decided.refusal.kind === 'changed-meanwhile';
    const errors = [
      isStale
        ? { text: refusalWords(decided.refusal), href: '#stands' as const }
        : refusalError(decided.refusal, typed),
    ];
    const now = await this.expectations.one(call.actor, before.id);
    return this.show(call, now, { typed, errors, status: isStale ? 409 : 422 });
  }

  @Get('letter')
  async letter(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const expectation = await this.letterFor(call.request, id);
    const address = `/expected/${expectation.id}`;
    return this.pages.render(call, 'expectations/views/letter.njk', {
      title: 'Letter to the local authority',
      caption: `EX-${expectation.id} · ${this.surroundings.hubOf(expectation).localAuthority}`,
      back: { text: `EX-${expectation.id}`, href: address },
      text: this.textOf(expectation),
      file: { text: 'Download as text (.txt)', href: `${address}/letter.txt` },
      sent: expectation.state === 'open' ? { action: address, version: expectation.version } : null,
    });
  }

  @Get('letter.txt')
  async file(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const expectation = await this.letterFor(call.request, id);
    const name = letterName(expectation.hubCode, expectation.id);
    void call.reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store');
    return this.textOf(expectation).replaceAll('\n', '\r\n');
  }

  private async letterFor(request: SignedIn, id: string): Promise<KeptExpectation> {
    if (!mayAtAll(request.actor, 'expectation.change')) throw new NotFoundException();
    return this.expectations.one(request.actor, numbered(id));
  }

  private textOf(expectation: KeptExpectation): string {
    const { localAuthority, name: hubName, mailbox } = this.surroundings.hubOf(expectation);
    return invitationLetter(expectation, { localAuthority, hubName, mailbox, on: this.expectations.today });
  }

  /** A reference as people say it: "4211" is one of this year. */
  private spoken(given: GivenChange): GivenChange {
    if (given.kind !== 'match') return given;
    return { ...given, reference: spokenReference(given.reference, this.expectations.today.year) ?? given.reference };
  }

  private async show(
    call: PageCall,
    expectation: KeptExpectation,
    given: { readonly typed?: TypedChange; readonly errors?: readonly FieldError[]; readonly status?: number } = {},
  ): Promise<string> {
    const { actor } = call.request;
    const found = expectation.state === 'open' ? await this.expectations.candidates(actor, expectation.id) : [];
    const model = expectationPage({
      expectation,
      hub: this.surroundings.hubOf(expectation),
      candidates: found.map((one) => ({ reference: one.reference, about: candidateWords(one, expectation) })),
      today: this.expectations.today,
      mayChange: mayAtAll(actor, 'expectation.change'),
      mayChallenge: mayAtAll(actor, 'challenge.change'),
      ...given,
    });
    return this.pages.render(call, 'expectations/views/expectation.njk', model, given.status ?? 200);
  }
}

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null) throw new NotFoundException();
  return id;
}
