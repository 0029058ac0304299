/** The chasing of the made-up force: the same rules as the real one, with a list for a table and a list for the post. */
import { chasesOwed, withdrawnBy, type Chase, type Rules } from '../chase.js';
import { expectedThroughout, mattersThroughout } from '../history.js';
import { isStaffed, runOf, type StaffedHub } from '../hours.js';
import { matterOfExpected, mattersOf, type Matter } from '../matter.js';
import { prove, type KeptChase, type Proof } from '../proof.js';
import type { Directory } from '../recipients.js';
import type { World } from './world.js';

export interface Line {
  readonly at: Temporal.Instant;
  readonly key: string;
  readonly hubCode: string;
  readonly to: string;
}

export class Desk {
  readonly rows = new Map<string, KeptChase>();
  /** What left: a line for each rung and recipient. */
  readonly sent: Line[] = [];
  readonly runs: Temporal.Instant[] = [];
  readonly proofs: Proof[] = [];
  mails = 0;
  private provedUntil: Temporal.Instant | null = null;
  private readonly waiting: Chase[] = [];
  /** How many chases were handed to the post. */
  told = 0;

  constructor(
    private readonly world: World,
    private readonly hubs: readonly StaffedHub[],
    private readonly rules: Rules,
    private readonly directory: Directory,
    /** The number of the chase whose mail is lost on its way; null for none. */
    private readonly lose: number | null,
  ) {}

  /** One run an hour, and none when the clock stands before the last. */
  run(): void {
    const { now } = this.world;
    const last = this.runs.at(-1);
    if (last !== undefined && Temporal.Instant.compare(runOf(now), runOf(last)) <= 0) return;
    this.runs.push(now);
    if (!this.hubs.some((hub) => isStaffed(now, hub, this.rules.calendar))) return;
    // What was settled before it was said is owed again when it comes back.
    const done = new Set([...this.rows.values()].flatMap(({ key, skipped }) => (skipped === 'settled' ? [] : [key])));
    for (const chase of chasesOwed(this.matters(), this.rules, this.directory, { now, done })) {
      if (chase.ruling.what === 'wait') continue;
      this.keep(chase, chase.ruling.what === 'skip' ? chase.ruling.because : null);
      if (chase.ruling.what === 'tell') this.waiting.push(chase);
    }
  }

  /** The post goes: what was settled meanwhile is not said, and nothing is said after hours. */
  post(): void {
    const { now } = this.world;
    const addresses = new Set<string>();
    const open = this.waiting.splice(0);
    const matters = open.length === 0 ? [] : this.matters();
    for (const chase of open) {
      const hub = this.rules.hub(chase.matter.hubCode);
      const because = withdrawnBy(chase.key, matters, this.rules, now);
      if (because !== null) this.keep(chase, because);
      else if (hub === undefined || !isStaffed(now, hub, this.rules.calendar)) this.waiting.push(chase);
      else for (const address of this.send(chase)) addresses.add(address);
    }
    this.mails += addresses.size;
  }

  /** Proves what fell due since the last proof; what was then still for the next run is looked at once more. */
  prove(since: Temporal.Instant): Proof {
    const until = this.world.now;
    const matters = [
      ...this.world.past.flatMap(mattersThroughout),
      ...this.world.pastExpected.flatMap(expectedThroughout),
    ];
    const kept = [...this.rows.values()];
    const once = new Map(this.sent.map((line) => [`${line.key} ${line.at.toString()}`, line]));
    const told = this.provedUntil ?? since;
    this.provedUntil = until;
    const facts = { since, until, told, hubs: this.hubs, matters, kept, sent: [...once.values()], runs: this.runs };
    const proof = prove(facts, this.rules);
    this.proofs.push(proof);
    return proof;
  }

  private matters(): readonly Matter[] {
    const { standing, awaited, now } = this.world;
    return [...standing.flatMap((one) => mattersOf(one, now)), ...awaited.map(matterOfExpected)];
  }

  private keep({ key, matter }: Chase, skipped: KeptChase['skipped']): void {
    const { now } = this.world;
    const toldAt = [...(this.rows.get(key)?.toldAt ?? []), ...(skipped === null ? [now] : [])];
    this.rows.set(key, { key, hubCode: matter.hubCode, decidedAt: now, skipped, toldAt });
  }

  private send({ key, matter, ruling }: Chase): readonly string[] {
    this.told += 1;
    if (ruling.what !== 'tell' || this.told === this.lose) return [];
    const addresses = ruling.recipients.map(({ address }) => address);
    for (const to of addresses) this.sent.push({ at: this.world.now, key, hubCode: matter.hubCode, to });
    return addresses;
  }
}
