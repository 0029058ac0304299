import type { INestApplicationContext } from '@nestjs/common';
import type { Mailbox } from './calendar/mailbox.js';
import { Sender } from './calendar/sender.js';
import { SessionStore } from './access/session-store.js';
import { SealingWork } from './audit/sealing.service.js';
import { PostService } from './intake/post.service.js';
import { DigestWork } from './automation/digest-work.service.js';
import { ExpectationWork } from './expectations/expectation-work.service.js';
import { NoticeWork } from './relevance/notice-work.service.js';
import { ImportWork } from './lists/import-work.service.js';
import { PlanWork } from './planning/plan-work.service.js';
import { FreezingWork } from './reporting/freezing.service.js';
import { ReconciliationWork } from './reconciliation/reconciliation-work.service.js';
import { ChasingWork } from './chasing/chasing.service.js';
import { JobRuns } from './chasing/job-runs.js';
import { ProofWork } from './chasing/proof.service.js';
import { Database } from './database/database.js';
import { Log } from './kernel/log.js';
import { sumMarkedMonths } from './reporting/month-sums.js';

const MAIL_PAUSE_MS = 1_000;
const IMPORT_PAUSE_MS = 500;
const SUM_PAUSE_MS = 2_000;
const DIGEST_PAUSE_MS = 15_000;
const CHASING_PAUSE_MS = 15_000;
const FREEZING_PAUSE_MS = 60_000;
const SEALING_PAUSE_MS = 5 * 60_000;
const SWEEP_PAUSE_MS = 10 * 60_000;

/** Work that asks "what is owed now" again and again; an outage of any length is caught up with by the next turn. */
class Loop {
  private stopped = false;
  private turn: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private working = false;
  private again = false;

  constructor(
    private readonly name: string,
    private readonly pauseMs: number,
    /** Gives true when there is more to do at once. */
    private readonly work: () => Promise<unknown>,
    private readonly log: Log,
    /** Told of each turn that ran to its end. */
    private readonly ran: (name: string) => Promise<void>,
  ) {
    this.next(0);
  }

  /** Resolves when the turn under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.turn;
  }

  /** There is something to do: ends the pause, or has another turn follow the one under way. */
  wake(): void {
    this.again = true;
    if (this.stopped || this.working) return;
    clearTimeout(this.timer);
    this.next(0);
  }

  private next(pauseMs: number): void {
    this.timer = setTimeout(() => (this.turn = this.run()), pauseMs);
  }

  private async run(): Promise<void> {
    this.working = true;
    this.again = false;
    try {
      if ((await this.work()) === true) this.again = true;
      await this.ran(this.name);
    } catch (error) {
      this.log.error({ err: error, loop: this.name }, 'a turn of work failed and will be tried again');
    }
    this.working = false;
    if (!this.stopped) this.next(this.again ? 0 : this.pauseMs);
  }
}

/** Starts sending, reading and sweeping; the returned function ends it after the work in hand. */
export function startWork(app: INestApplicationContext, mailbox: Mailbox | null): () => Promise<void> {
  const log = app.get(Log);
  const sender = app.get(Sender);
  const post = app.get(PostService);
  const sessions = app.get(SessionStore);
  const imports = app.get(ImportWork);
  const digests = app.get(DigestWork);
  const db = app.get(Database);
  const notices = app.get(NoticeWork);
  const reconciliations = app.get(ReconciliationWork);
  const freezing = app.get(FreezingWork);
  const chasing = app.get(ChasingWork);
  const proof = app.get(ProofWork);
  const runs = app.get(JobRuns);
  const plans = app.get(PlanWork);
  const expectations = app.get(ExpectationWork);
  const sealing = app.get(SealingWork);
  const loop = (name: string, pauseMs: number, work: () => Promise<unknown>): Loop =>
    new Loop(name, pauseMs, work, log, (job) => runs.note(job));
  void chasing.problems().then(
    (problems) => problems.forEach((problem) => log.warn({ problem }, 'chasing needs attention')),
    (error: unknown) => log.error({ err: error }, 'the ladder could not be tried out'),
  );
  const read = mailbox === null ? null : loop('read', MAIL_PAUSE_MS, async () => (await post.readWaiting(mailbox)) > 0);
  if (read !== null) mailbox?.onArrival?.(() => read.wake());
  const loops = [
    loop('send', MAIL_PAUSE_MS, () => sender.sendDue()),
    loop('imports', IMPORT_PAUSE_MS, () => imports.turn()),
    loop('sum months', SUM_PAUSE_MS, () => sumMarkedMonths(db)),
    loop('digests', DIGEST_PAUSE_MS, () => digests.turn()),
    loop('relevance notices', DIGEST_PAUSE_MS, () => notices.turn()),
    loop('reconciliations', IMPORT_PAUSE_MS, () => reconciliations.turn()),
    loop('plans', IMPORT_PAUSE_MS, () => plans.turn()),
    loop('sweep plans', SWEEP_PAUSE_MS, () => plans.sweep()),
    loop('months', FREEZING_PAUSE_MS, () => freezing.turn()),
    loop('expectations', DIGEST_PAUSE_MS, () => expectations.turn()),
    loop('chases', CHASING_PAUSE_MS, () => chasing.turn()),
    loop('proof', CHASING_PAUSE_MS, () => proof.turn()),
    loop('seals', SEALING_PAUSE_MS, () => sealing.turn()),
    loop('sweep runs', SWEEP_PAUSE_MS, () => runs.sweep()),
    loop('sweep', SWEEP_PAUSE_MS, () => sessions.sweep()),
    loop('sweep lists', SWEEP_PAUSE_MS, () => imports.sweep()),
    loop('sweep lists held', SWEEP_PAUSE_MS, () => reconciliations.sweep()),
    ...(read === null ? [] : [read]),
  ];
  return async () => {
    // What is being planned would keep the program for a minute; it is begun anew by the next one.
    await plans.stop();
    await Promise.all(loops.map((loop) => loop.stop()));
  };
}
