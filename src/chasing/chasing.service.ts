import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { NoticePost, type LastLook, type NoticeDesk } from '../calendar/notice-post.js';
import { addNotice, type OwedNotice } from '../calendar/notice.queries.js';
import { minutesDueBy } from '../conferences/statutory-clocks.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { reportDueOn } from '../measures/definitions.js';
import { chasesOwed, withdrawnBy, type Chase, type Rules } from './chase.js';
import {
  beginRun,
  decidedKeys,
  joinNotice,
  keepChase,
  lastRun,
  skipChase,
  tellingsOf,
  type TellingOf,
} from './chase.queries.js';
import { gatherDirectory, type Gathered } from './directory.queries.js';
import { isStaffed, runOf } from './hours.js';
import { CHASED_FOR_DAYS } from './ladder.js';
import { matterOfExpected, mattersOf, type Matter, type Standing } from './matter.js';
import { unreachable } from './recipients.js';
import { openExpectations, standingConferences } from './standing.queries.js';
import { wordChases } from './words.js';

export const CHASING = 'chasing';
/** How long a notice waits that finds its hub shut. */
const SHUT_MINUTES = 15;

/** Tells people what is open, once an hour in working hours. Driven by what is on record, so an outage only bundles. */
@Injectable()
export class ChasingWork implements NoticeDesk {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly post: NoticePost,
  ) {}

  /** Decides what is owed, if this hour has not been seen to, and sends what is due; how much was dealt with. */
  async turn(): Promise<number> {
    const decided = await this.run();
    return decided + (await this.post.turn('chase', this));
  }

  /** Sentences about rungs that would reach nobody now; and about a clock that was put back. */
  async problems(): Promise<readonly string[]> {
    const { reference } = this.surroundings;
    const now = this.surroundings.now();
    const { directory } = await this.gather(this.db.reader, now);
    const last = await lastRun(this.db.reader, CHASING);
    return [
      ...(last !== null && Temporal.Instant.compare(runOf(now), last) < 0
        ? [
            'The clock stands before the last run, so nobody is chased until it has passed it again. Nothing is said twice.',
          ]
        : []),
      ...unreachable(reference.chasing, reference.hubs, directory, now),
    ];
  }

  get rules(): Rules {
    const { chasing, calendar, hub } = this.surroundings.reference;
    return { ladder: chasing, calendar, hub };
  }

  private async standing(
    reader: Tx | Database['reader'],
    references: readonly string[] | null = null,
  ): Promise<Standing[]> {
    const { calendar } = this.surroundings.reference;
    const from = this.surroundings.now().subtract({ hours: CHASED_FOR_DAYS * 24 });
    const found = await standingConferences(reader, from, references);
    return found.map(({ minutesAwaited, ...one }) => ({
      ...one,
      reportDue: reportDueOn(one, { hub: this.surroundings.hubOf(one), calendar }),
      minutesDue: minutesAwaited
        ? minutesDueBy(londonDate(one.startsAt), this.surroundings.clockTermsOf(one), calendar)
        : null,
    }));
  }

  /** All that is open now, about conferences on record and about those that should have been announced. */
  async open(
    reader: Tx | Database['reader'],
    subjects: readonly string[] | null = null,
  ): Promise<{ readonly standing: readonly Standing[]; readonly matters: readonly Matter[] }> {
    const now = this.surroundings.now();
    const standing = await this.standing(reader, subjects);
    const expected = await openExpectations(reader, londonDate(now).subtract({ days: CHASED_FOR_DAYS }), subjects);
    return {
      standing,
      matters: [...standing.flatMap((one) => mattersOf(one, now)), ...expected.map(matterOfExpected)],
    };
  }

  gather(reader: Tx | Database['reader'], now: Temporal.Instant): Promise<Gathered> {
    const { hubs, chasing } = this.surroundings.reference;
    const seenSince = now.subtract({ hours: chasing.seenWithinDays * 24 });
    return gatherDirectory(reader, hubs, { now, seenSince });
  }

  private async run(): Promise<number> {
    const now = this.surroundings.now();
    const hour = runOf(now);
    const last = await lastRun(this.db.reader, CHASING);
    if (last !== null && Temporal.Instant.compare(last, hour) >= 0) return 0;
    return this.db.transaction(async (tx) => {
      if (!(await beginRun(tx, CHASING, hour, now))) return 0;
      const { hubs, calendar } = this.surroundings.reference;
      if (!hubs.some((hub) => isStaffed(now, hub, calendar))) return 0;
      return this.decide(tx, now);
    });
  }

  private async decide(tx: Tx, now: Temporal.Instant): Promise<number> {
    const { matters } = await this.open(tx);
    const done = await decidedKeys(tx, [...new Set(matters.map(({ subject }) => subject))]);
    const { directory } = await this.gather(tx, now);
    const chases = chasesOwed(matters, this.rules, directory, { now, done });
    const version = this.surroundings.reference.editions.chasing.version;
    const told: { readonly id: number; readonly chase: Chase }[] = [];
    for (const chase of chases) {
      if (chase.ruling.what === 'wait') continue;
      const id = await keepChase(tx, chase, { at: now, version });
      if (id !== null && chase.ruling.what === 'tell') told.push({ id, chase });
    }
    await this.owe(tx, told, now);
    return chases.length;
  }

  /** One digest for each address, whatever the roles and hubs it is told for. */
  private async owe(
    tx: Tx,
    told: readonly { readonly id: number; readonly chase: Chase }[],
    now: Temporal.Instant,
  ): Promise<void> {
    const addressed = told.flatMap(({ id, chase }) =>
      chase.ruling.what === 'tell' ? chase.ruling.recipients.map(({ address }) => ({ id, address })) : [],
    );
    const { desk } = this.surroundings.settings;
    const domain = desk.address.slice(desk.address.lastIndexOf('@') + 1);
    const hour = runOf(now).toString().replaceAll(/[-:]/g, '');
    for (const [n, [address, lines]] of [...Map.groupBy(addressed, ({ address: one }) => one)].entries()) {
      const about = `${hour}/${address}`;
      const mail = {
        topic: 'chase' as const,
        about,
        name: address,
        recipient: address,
        messageId: `<chase.${hour}.${n + 1}@${domain}>`,
        subject: 'OFFICIAL-SENSITIVE | Open',
        // Worded when it goes, from what is then still open.
        bodyText: '',
      };
      const noticeId = await addNotice(tx, mail, now);
      if (noticeId === null) throw new Error('a run was begun twice in an hour');
      await joinNotice(tx, noticeId, [...new Set(lines.map(({ id }) => id))]);
    }
  }

  /** What was settled meanwhile is not said, and nothing is said after hours. */
  async lookAgain(tx: Tx, notice: OwedNotice): Promise<LastLook> {
    const now = this.surroundings.now();
    const tellings = await tellingsOf(tx, notice.id);
    const { standing, matters } = await this.open(tx, [...new Set(tellings.map(({ subject }) => subject))]);
    const open: TellingOf[] = [];
    for (const telling of tellings) {
      const because = withdrawnBy(telling.key, matters, this.rules, now);
      if (because === null) open.push(telling);
      else await skipChase(tx, telling.id, because, now);
    }
    if (open.length === 0) return { what: 'drop' };
    const { calendar } = this.surroundings.reference;
    const isShut = open.some((telling) => !isStaffed(now, this.surroundings.hubOf(telling), calendar));
    if (isShut) return { what: 'wait', until: now.add({ minutes: SHUT_MINUTES }) };
    return { what: 'send', ...this.word(open, standing) };
  }

  async told(tx: Tx, { id, recipient }: OwedNotice, at: Temporal.Instant): Promise<void> {
    const references = [...new Set((await tellingsOf(tx, id)).map(({ subject }) => subject))];
    await record(tx, { actor: theTracker, at }, 'chase.sent', { recipient, references });
  }

  private word(open: readonly TellingOf[], standing: readonly Standing[]): ReturnType<typeof wordChases> {
    const { settings } = this.surroundings;
    const told = open.map((telling) => {
      const one = standing.find(({ reference }) => reference === telling.subject);
      const { startsAt = null, endsAt = null } = one ?? {};
      return { ...telling, hubName: this.surroundings.hubOf(telling).name, startsAt, endsAt };
    });
    const now = this.surroundings.now();
    return wordChases(told, { publicUrl: settings.http.publicUrl, deskName: settings.desk.name, now });
  }
}
