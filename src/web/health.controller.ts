import { Controller, Get, Header, Optional, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { Open } from '../access/access.guard.js';
import { registerMailboxGauges } from '../calendar/mailbox-gauges.js';
import { Mailboxes } from '../calendar/mailboxes.module.js';
import { registerChaseGauges } from '../chasing/gauges.js';
import { Database } from '../database/database.js';
import { row } from '../database/sql.js';
import { VERSION } from './pages.js';

interface Backlog {
  readonly owed: number;
  readonly failed: number;
  readonly unread: number;
  readonly candidates: number;
}

/** For monitors: is the process alive, can it serve, and is anything piling up. */
@Controller()
@Open()
export class HealthController {
  private readonly registry = new Registry();
  private readonly backlog = new Gauge({
    name: 'tracker_backlog',
    help: 'Messages owed, failed and unread, and invitations waiting for a person',
    labelNames: ['queue'],
    registers: [this.registry],
  });
  private readonly countChases = registerChaseGauges(this.registry);

  constructor(
    private readonly db: Database,
    @Optional() mailboxes?: Mailboxes,
  ) {
    collectDefaultMetrics({ register: this.registry });
    registerMailboxGauges(this.registry, () => mailboxes?.status() ?? []);
  }

  @Get('health/live')
  live(): object {
    return { status: 'ok', version: VERSION };
  }

  /** Ready when the database answers and has every migration that this program brings. */
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const behind = await this.db.pendingMigrations().then(
      (pending) => (pending ? 'migrations have not run' : null),
      () => 'the database does not answer',
    );
    if (behind !== null) void reply.status(503);
    return behind === null ? { status: 'ok', version: VERSION } : { status: 'unavailable', reason: behind };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(): Promise<string> {
    const counted = await row<Backlog>(
      this.db.reader,
      `select (select count(*) from calendar_message where state = 'owed') as owed,
         (select count(*) from calendar_message where state = 'failed') as failed,
         (select count(*) from inbound_mail where outcome = 'stored') as unread,
         (select count(*) from candidate where state = 'waiting') as candidates`,
    );
    for (const [queue, value] of Object.entries(counted ?? {})) this.backlog.set({ queue }, value);
    await this.countChases(this.db.reader);
    return this.registry.metrics();
  }
}
