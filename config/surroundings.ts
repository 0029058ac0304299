import type { ClockTerms } from '../src/conferences/statutory-clocks.js';
import type { Clock } from '../src/kernel/clock.js';
import { countingBy } from '../src/measures/counting.js';
import type { Counting } from '../src/measures/stored.js';
import type { Hub, ReferenceData } from './reference-data.js';
import type { Settings } from './settings.js';

/** What every service works with and none may change: the clock, the settings and the reference data. */
export class Surroundings {
  /** By what conferences are counted. */
  readonly counting: Counting;

  constructor(
    readonly clock: Clock,
    readonly settings: Settings,
    readonly reference: ReferenceData,
  ) {
    this.counting = countingBy(reference);
  }

  now(): Temporal.Instant {
    return this.clock.now();
  }

  /** A hub that a stored row names: it exists, because a foreign key says so. */
  hubOf(row: { readonly hubCode: string }): Hub {
    const hub = this.reference.hub(row.hubCode);
    if (hub === undefined) throw new Error(`hub ${row.hubCode} is in the database but not in config/hubs.json`);
    return hub;
  }

  /** The days that the hub of a stored row sets for its conferences. */
  clockTermsOf(row: { readonly hubCode: string }): ClockTerms {
    const { reportWorkingDays } = this.hubOf(row);
    return { ...this.reference.clocksOf(row.hubCode), reportWorkingDays };
  }

  get sender(): { readonly desk: Settings['desk']; readonly publicUrl: string } {
    return { desk: this.settings.desk, publicUrl: this.settings.http.publicUrl };
  }

  get measureVersion(): string {
    return this.reference.editions.measures.version;
  }
}
