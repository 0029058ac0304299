import { takenBy as taken } from '../../assignments/assignment.js';
import type { ForcePerson, Known, Setting } from './force.js';
import type { Random } from './random.js';

/** What is left of yesterday's work in the balance: about a month counts. */
const FADES = 0.96;

interface Taken {
  readonly from: number;
  readonly to: number;
}

/** Who is free and whose turn it is. Goes through the days in order: what was taken on earlier days is forgotten. */
export class Roster {
  private day = Number.NEGATIVE_INFINITY;
  private readonly taken = new Map<ForcePerson, Taken[]>();
  private readonly load = new Map<ForcePerson, number>();
  private readonly random: Random;

  constructor(
    private readonly people: readonly ForcePerson[],
    private readonly setting: Setting,
  ) {
    this.random = setting.random.stream('roster');
  }

  /**
   * A person for a meeting who is in the force then and free: of the hub, or else of those that share its mailbox, or
   * else of any. The one with the least work of late; null when everybody is busy.
   */
  choose(known: Known, except: readonly ForcePerson[] = []): ForcePerson | null {
    this.turnTo(known.meeting.day);
    const wanted = takenBy(known, this.setting);
    const free = this.people.filter((person) => !except.includes(person) && this.isFree(person, wanted));
    const own = free.filter((person) => person.hubCode === known.meeting.hubCode);
    const near = free.filter((person) => this.mailbox(person.hubCode) === this.mailbox(known.meeting.hubCode));
    const from = own.length > 0 ? own : near.length > 0 ? near : free;
    const turns = from.map((person) => ({ person, turn: this.turnOf(person) }));
    return (
      turns.reduce<(typeof turns)[number] | null>((a, b) => (a === null || b.turn < a.turn ? b : a), null)?.person ??
      null
    );
  }

  /** Takes the time of a sitting, travel included, out of a person's day. */
  book(person: ForcePerson, known: Known): void {
    this.turnTo(known.meeting.day);
    this.taken.set(person, [...(this.taken.get(person) ?? []), takenBy(known, this.setting)]);
    this.load.set(person, (this.load.get(person) ?? 0) + 1);
  }

  private turnTo(day: number): void {
    if (day === this.day) return;
    if (day < this.day) throw new RangeError('The roster goes through the days in order.');
    this.day = day;
    this.taken.clear();
    for (const [person, load] of this.load) this.load.set(person, load * FADES);
  }

  private isFree(person: ForcePerson, wanted: Taken): boolean {
    if (this.day < person.from || this.day > person.until) return false;
    const taken = this.taken.get(person) ?? [];
    return taken.every((other) => other.to <= wanted.from || wanted.to <= other.from);
  }

  private turnOf(person: ForcePerson): number {
    return ((this.load.get(person) ?? 0) + this.random.fraction()) / person.share;
  }

  private mailbox(hubCode: string): string | undefined {
    return this.setting.reference.hub(hubCode)?.mailbox;
  }
}

/** The range that the database will keep free, in epoch milliseconds. */
function takenBy(known: Known, { reference }: Setting): Taken {
  const { from, until } = taken(known, reference.people.bufferMinutes);
  return { from: from.epochMilliseconds, to: until.epochMilliseconds };
}
