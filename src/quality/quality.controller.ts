import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readAudit, typedAudit, type TypedAudit } from './audit.form.js';
import { auditAsOpened, auditErrors, auditPage, type AuditPageFacts } from './audit.page.js';
import { auditInWords, type AuditRefusal } from './quality.js';
import { QualityService } from './quality.service.js';
import { samplePage } from './sample.page.js';

/** Quality audits: the sample, and the audit of one contribution. */
@Controller()
export class QualityController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly service: QualityService,
    private readonly pages: Pages,
  ) {}

  @Get('quality')
  async sample(@Call() call: PageCall): Promise<string> {
    const { quality, editions, hub } = this.surroundings.reference;
    const sample = await this.service.sample(call.actor);
    const model = samplePage({ ...sample, quality, version: editions.quality.version, hubOf: hub });
    return this.pages.render(call, 'quality/views/quality.njk', model);
  }

  @Get('conferences/:reference/quality')
  ask(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null);
  }

  @Post('conferences/:reference/quality')
  async save(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const { quality } = this.surroundings.reference;
    const typed = typedAudit(body, quality);
    const form = readAudit(typed, quality);
    if (!form.ok) return this.show(call, reference, typed, { status: 422, errors: form.errors });
    const decided = await this.service.record(call.actor, reference, form.value);
    if (!decided.ok) {
      const refused = { status: statusOf(decided.refusal), errors: auditErrors(decided.refusal) };
      return this.show(call, reference, typed, refused);
    }
    const title = `${decided.value.version === 1 ? 'Recorded' : 'Corrected'}: ${auditInWords(decided.value, quality)}.`;
    this.pages.done(call, '/quality', { title, text: reference });
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedAudit | null,
    refused: RefusedForm | null,
  ): Promise<string> {
    const facts = await this.load(call.request, reference);
    const model = auditPage(facts, typed ?? auditAsOpened(facts.audit), refused?.errors ?? []);
    return this.pages.render(call, 'quality/views/audit.njk', model, refused?.status ?? 200);
  }

  private async load({ actor }: SignedIn, reference: string): Promise<AuditPageFacts> {
    const opened = await openConference(this, actor, 'quality.read', reference);
    const audit = await this.service.facts(this.db.reader, actor, opened.conference);
    const subject = { hubCode: opened.conference.hubCode, attendeeIds: [] };
    return { ...opened, audit, mayAudit: isWithin(scopeOf(actor, 'quality.audit'), subject) };
  }
}

const CONFLICTS: readonly AuditRefusal['kind'][] = [
  'not-over',
  'of-other-authority',
  'nothing-contributed',
  'own-contribution',
  'changed-meanwhile',
];
const statusOf = ({ kind }: AuditRefusal): 409 | 422 => (CONFLICTS.includes(kind) ? 409 : 422);
