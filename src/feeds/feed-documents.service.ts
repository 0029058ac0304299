import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker, type Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { composeFeed } from '../calendar/feed.js';
import { Database } from '../database/database.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import { ofWhom } from './feed.js';
import { assignmentsFed, conferencesFed } from './feed-content.queries.js';
import { assignmentEntry, conferenceEntry, type Feeding } from './feed-entries.js';
import { hashOf } from './feed-secret.js';
import { feedBehind } from './feed.queries.js';

interface Content {
  readonly ics: string;
  readonly references: readonly string[];
}

export interface FeedDocument extends Content {
  readonly etag: string;
  /** In the trail: whoever follows this address. */
  readonly reader: Actor;
}

/** How far back an attendee's feed reaches, and how far ahead a hub's. */
const DAYS_BACK = 30;
const DAYS_AHEAD = 28;

/** What stands in the calendars that people subscribe to. */
@Injectable()
export class FeedDocumentsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The calendar behind an address as it stands now; null, after the same work, when the address does not work. */
  async read(secret: string): Promise<FeedDocument | null> {
    const feed = await feedBehind(this.db.reader, hashOf(secret));
    if (feed === null) return null;
    const of = ofWhom(feed);
    const content = 'hubCode' in of ? await this.ofHub(of.hubCode) : await this.ofAttendee(of.attendeeId);
    const etag = `"${createHash('sha256').update(content.ics).digest('base64url')}"`;
    const name = `Calendar feed ${feed.id} of ${feed.attendeeName ?? this.hubName(feed.hubCode ?? '')}`;
    return { ...content, etag, reader: { ...theTracker, name } };
  }

  /** Whoever follows the address was shown these conferences (DPA 2018 s.62). */
  recordShown({ reader, references }: FeedDocument): Promise<void> {
    const occasion = { actor: reader, at: this.surroundings.now() };
    return this.db.transaction((tx) =>
      record(tx, occasion, 'conference.listed', { page: 'calendar feed', references }),
    );
  }

  private async ofAttendee(attendeeId: number): Promise<Content> {
    const since = startOfLondonDay(londonDate(this.surroundings.now()).subtract({ days: DAYS_BACK }));
    const shown = (await assignmentsFed(this.db.reader, attendeeId, since)).flatMap((one) => {
      const entry = assignmentEntry(one, this.feeding(one.hubCode));
      return entry === null ? [] : [{ entry, reference: one.reference }];
    });
    return {
      ics: composeFeed(
        'My conferences',
        shown.map(({ entry }) => entry),
      ),
      references: shown.map(({ reference }) => reference),
    };
  }

  private async ofHub(hubCode: string): Promise<Content> {
    const today = londonDate(this.surroundings.now());
    const span = { from: startOfLondonDay(today), until: startOfLondonDay(today.add({ days: DAYS_AHEAD })) };
    const found = await conferencesFed(this.db.reader, hubCode, span);
    const feeding = this.feeding(hubCode);
    return {
      ics: composeFeed(
        `Conferences in ${feeding.hubName}`,
        found.map((one) => conferenceEntry(one, feeding)),
      ),
      references: found.map((one) => one.reference),
    };
  }

  private feeding(hubCode: string): Feeding {
    return { ...this.surroundings.sender, hubName: this.hubName(hubCode) };
  }

  private hubName(hubCode: string): string {
    return this.surroundings.hubOf({ hubCode }).name;
  }
}
