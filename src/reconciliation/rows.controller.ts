import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { STATE_CHANGES } from '../conferences/conference.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages, type Flash } from '../web/pages.js';
import { DecidingService, type AtRow } from './deciding.service.js';
import { LookingService } from './looking.service.js';
import { readAgreement, readReceipt, readTimeOfDay, typedRow, type TypedRow } from './reconciliation.form.js';
import { numbered } from './reconciliations.controller.js';
import { RecordingService, type GivenRecord, type RecordRefusal } from './recording.service.js';
import { rowPage } from './row.page.js';
import { rowWords } from './words.js';

/** As it stands in the address. */
class RowAddress {
  readonly id!: string;
  readonly rowId!: string;
}

type Done = Decided<string, readonly FieldError[]>;

/** One conference of a reconciliation, and each thing that may be decided about it. */
@Controller('reconciliation/:id/rows/:rowId')
export class RowsController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly looking: LookingService,
    private readonly deciding: DecidingService,
    private readonly recording: RecordingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  show(@Param() address: RowAddress, @Call() call: PageCall): Promise<string> {
    return this.render(call, address, null, []);
  }

  @Post('same')
  same(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at, typed) =>
      said(await this.deciding.same(call.actor, at, typed.reference), 'They are one conference.'),
    );
  }

  @Post('not-same')
  notSame(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at) =>
      said(await this.deciding.notSame(call.actor, at), 'They are two conferences.'),
    );
  }

  @Post('record')
  record(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at, typed) => {
      const given = this.readRecord(typed);
      if (!given.ok) return given;
      const made = await this.recording.record(call.actor, at, given.value);
      return made.ok ? accepted(`${made.value.reference} is on record.`) : refused([rowWords(made.refusal)]);
    });
  }

  @Post('undo')
  undo(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at) =>
      said(await this.recording.undo(call.actor, at), 'The conference is voided, and the row is as before.'),
    );
  }

  @Post('not-held')
  notHeld(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at, { change: text, reason }) => {
      const change = STATE_CHANGES.find((each) => each === text && each !== 'hold' && each !== 'reinstate');
      if (change === undefined) return refused([{ text: 'Choose what happened to it', href: '#change' } as const]);
      return said(await this.deciding.notHeld(call.actor, at, { change, reason }), 'It is on record as not held.');
    });
  }

  @Post('agree')
  agree(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at, typed) => {
      const given = readAgreement(typed);
      if (!given.ok) return refused(given.errors);
      return said(await this.deciding.agree(call.actor, at, given.value), 'The position is on record.');
    });
  }

  @Post('withdraw')
  withdraw(@Param() address: RowAddress, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.decide(call, address, body, async (at) =>
      said(await this.deciding.agree(call.actor, at, null), 'The row is open again.'),
    );
  }

  private readRecord(typed: TypedRow): Decided<GivenRecord, readonly FieldError[]> {
    const time = readTimeOfDay(typed.time);
    const wrongTime = time.ok ? [] : time.errors;
    if (typed.as === 'never-invited') {
      return time.ok ? accepted({ as: 'never-invited', time: time.value }) : refused(wrongTime);
    }
    if (typed.as !== 'misrouted') {
      return refused([...wrongTime, { text: 'Say whether an invitation reached anybody in the force', href: '#as' }]);
    }
    const receipt = readReceipt(typed, londonDate(this.surroundings.now()));
    if (time.ok && receipt.ok) return accepted({ as: 'misrouted', time: time.value, ...receipt.value });
    return refused([...wrongTime, ...(receipt.ok ? [] : receipt.errors)]);
  }

  private async decide(
    call: PageCall,
    address: RowAddress,
    body: unknown,
    work: (at: AtRow, typed: TypedRow) => Promise<Done>,
  ): Promise<string | void> {
    const typed = typedRow(body);
    const reconciliationId = numbered(address.id);
    const rowId = numbered(address.rowId);
    const done = await work({ reconciliationId, rowId, version: typed.version }, typed);
    if (!done.ok) return this.render(call, address, typed, done.refusal, 422);
    const flash: Flash = {
      title: done.value,
      href: `/reconciliation/${reconciliationId}`,
      linkText: 'Back to all rows',
    };
    this.pages.done(call, `/reconciliation/${reconciliationId}/rows/${rowId}`, flash);
  }

  private async render(
    call: PageCall,
    { id, rowId }: RowAddress,
    typed: TypedRow | null,
    errors: readonly FieldError[],
    status = 200,
  ): Promise<string> {
    const { list, row } = await this.looking.row(call.actor, numbered(id), numbered(rowId));
    const hub = this.surroundings.hubOf(list);
    const mayDecide = mayAtAll(call.actor, 'reconciliation.decide');
    const { roles } = this.surroundings.reference.matching;
    const model = rowPage({ list, row, hub, mayDecide, roles, typed, errors });
    return this.pages.render(call, 'reconciliation/views/row.njk', model, status);
  }
}

const said = (decided: Decided<unknown, RecordRefusal>, title: string): Done =>
  decided.ok ? accepted(title) : refused([rowWords(decided.refusal)]);
