import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { tooLong } from './assign.form.js';
import { notTheirs, swapPage, swapped, swapRefusal, type TypedSwap } from './swap.page.js';
import { SwapService } from './swap.service.js';

interface Params {
  readonly reference: string;
  readonly id: string;
}

/** Two people exchange their conferences, in one step. */
@Controller('conferences/:reference/assignments/:id/swap')
export class SwapController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly swaps: SwapService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param() params: Params, @Call() call: PageCall): Promise<string | void> {
    return this.show(call, params, null);
  }

  @Post()
  async swap(@Param() params: Params, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed: TypedSwap = { with: typedText(body, 'with'), reason: typedText(body, 'reason') };
    const withAssignment = wholeNumber(typed.with.split('.')[0]!);
    const errors: FieldError[] = [];
    if (withAssignment === null) errors.push({ text: 'Choose with whom they swap.', href: '#with' });
    if (typed.reason === '') errors.push(swapRefusal({ kind: 'reason-missing' }));
    errors.push(...tooLong('reason', typed.reason));
    if (withAssignment === null || errors.length > 0) return this.show(call, params, typed, errors);
    const seen = { mine: typedText(body, 'seen'), theirs: typed.with };
    const given = { withAssignment, seen, reason: typed.reason };
    const decided = await this.swaps.swap(call.actor, params.reference, numbered(params.id), given);
    if (decided.ok) return this.pages.done(call, `/conferences/${params.reference}`, swapped(decided.value));
    const status = decided.refusal.kind === 'changed-meanwhile' ? 409 : 422;
    return this.show(call, params, typed, [swapRefusal(decided.refusal)], status);
  }

  private async show(
    call: PageCall,
    { reference, id }: Params,
    typed: TypedSwap | null,
    errors: readonly FieldError[] = [],
    status = errors.length > 0 ? 422 : 200,
  ): Promise<string | void> {
    const facts = await this.swaps.look(call.actor, reference, numbered(id));
    if (facts === null) return this.pages.done(call, `/conferences/${reference}`, notTheirs);
    const hubName = (code: string): string => this.surroundings.reference.hub(code)?.name ?? code;
    const model = swapPage(facts, hubName, typed, errors);
    return this.pages.render(call, 'assignments/views/swap.njk', model, status);
  }
}

function numbered(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}
