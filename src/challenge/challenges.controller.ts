import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { CHALLENGED } from './challenge.js';
import { challengePage } from './challenge.page.js';
import { A_PAGE, challengesPage, readChallengesFilter, statesOf } from './challenges.page.js';
import { ChallengesService, type Named } from './challenges.service.js';
import { raisePage, raiseWords } from './raise.page.js';
import { readStep, stepError, typedStep, type TypedStep } from './step.form.js';

/** Professional challenges for people: raised, answered, taken to the next stage. */
@Controller('challenges')
export class ChallengesController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly challenges: ChallengesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const filter = readChallengesFilter(query);
    const wanted = { hub: filter.hub || null, about: filter.about, states: statesOf(filter) };
    const found = await this.challenges.list(call.actor, wanted, filter.after, A_PAGE + 1);
    const { all, hubs: own } = scopeOf(call.actor, 'challenge.read');
    const hubs = this.surroundings.reference.hubs.filter(({ code }) => all || own.includes(code));
    const model = challengesPage({ filter, found, hubs, today: this.challenges.today });
    return this.pages.render(call, 'challenge/views/challenges.njk', model);
  }

  @Get('new')
  form(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.showForm(call, namedIn(query), { about: typedText(query, 'about'), errors: [] });
  }

  @Post('new')
  async raise(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const named = namedIn(body);
    const typed = typedText(body, 'about');
    const about = CHALLENGED.find((one) => one === typed);
    const refuse = (text: string): Promise<string> =>
      this.showForm(call, named, { about: typed, errors: [{ text, href: '#about' }] }, 422);
    if (about === undefined) return refuse('Choose what is challenged');
    const decided = await this.challenges.raise(call.actor, named, about);
    if (!decided.ok) return refuse(raiseWords(decided.refusal));
    const title = `Challenge CH-${decided.value.id} raised. Send its letter next.`;
    this.pages.done(call, `/challenges/${decided.value.id}/letter`, { title });
  }

  @Get(':id')
  one(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, numbered(id));
  }

  @Post(':id')
  async step(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    if (!mayAtAll(call.actor, 'challenge.change')) throw new NotFoundException();
    const typed = typedStep(body);
    const read = readStep(typed);
    if (!read.ok) return this.show(call, numbered(id), { typed, errors: [read.error], status: 422 });
    const version = wholeNumber(typedText(body, 'version')) ?? 0;
    const decided = await this.challenges.step(call.actor, numbered(id), version, read.value);
    if (decided.ok) return this.pages.done(call, `/challenges/${decided.value.id}`, { title: 'Recorded.' });
    const status = decided.refusal.kind === 'changed-meanwhile' ? 409 : 422;
    return this.show(call, numbered(id), { typed, errors: [stepError(decided.refusal)], status });
  }

  @Get(':id/letter')
  async letter(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const { challenge, text } = await this.challenges.letter(call.actor, numbered(id));
    const address = `/challenges/${challenge.id}`;
    return this.pages.render(call, 'challenge/views/letter.njk', {
      title: 'Letter to the local authority',
      caption: `CH-${challenge.id} · ${this.surroundings.hubOf(challenge).localAuthority}`,
      back: { text: `CH-${challenge.id}`, href: address },
      text,
      file: { text: 'Download as text (.txt)', href: `${address}/letter.txt` },
      sent: challenge.state === 'open' ? { action: address, version: challenge.version } : null,
    });
  }

  @Get(':id/letter.txt')
  async file(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const { text, fileName } = await this.challenges.letter(call.actor, numbered(id));
    void call.reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('cache-control', 'no-store');
    return text.replaceAll('\n', '\r\n');
  }

  private async showForm(
    call: PageCall,
    named: Named,
    given: { readonly about: string; readonly errors: readonly FieldError[] },
    status = 200,
  ): Promise<string> {
    const subject = await this.challenges.subject(call.actor, named);
    const procedure = this.surroundings.reference.challenges.of(subject.hubCode);
    const model = raisePage(named, subject, this.surroundings.hubOf(subject), procedure, given);
    return this.pages.render(call, 'challenge/views/raise.njk', model, status);
  }

  private async show(
    call: PageCall,
    id: number,
    given: { readonly typed?: TypedStep; readonly errors?: readonly FieldError[]; readonly status?: number } = {},
  ): Promise<string> {
    const challenge = await this.challenges.one(call.actor, id);
    const model = challengePage({
      challenge,
      hub: this.surroundings.hubOf(challenge),
      procedure: this.challenges.procedureOf(challenge),
      today: this.challenges.today,
      mayChange: mayAtAll(call.actor, 'challenge.change'),
      ...given,
    });
    return this.pages.render(call, 'challenge/views/challenge.njk', model, given.status ?? 200);
  }
}

const namedIn = (given: unknown): Named => ({
  conference: typedText(given, 'conference') || null,
  expectation: wholeNumber(typedText(given, 'expectation')),
});

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null || id > 2_147_483_647) throw new NotFoundException();
  return id;
}
