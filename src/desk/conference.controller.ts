import { Controller, Get, Param } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { readinessOf } from '../board/readiness.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { relevanceAtStart } from '../relevance/relevance.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { conferencePage, owedAround, type Permissions } from './conference.page.js';
import { dossierOf, type Dossier } from './dossier.js';
import type { Wording } from './trail.page.js';

/** The page of one conference. Every look at it is on record. */
@Controller('conferences')
export class ConferenceController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get(':reference')
  async conference(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.read', reference);
    const dossier = await dossierOf(this.db.reader, opened);
    const now = this.surroundings.now();
    const { calendar } = this.surroundings.reference;
    const { conference, sitting, people, undelivered, cameBack, participation } = dossier;
    const terms = this.surroundings.clockTermsOf(conference);
    const readiness = readinessOf(
      {
        ...conference,
        startsAt: sitting.startsAt,
        endsAt: sitting.endsAt,
        people: people.filter((person) => person.state !== 'withdrawn'),
        relevance: relevanceAtStart(dossier.decisions, sitting.startsAt),
        outcomeRecorded: participation !== null,
        undelivered,
        cameBack,
        ...owedAround(dossier, calendar, terms),
      },
      { now, calendar },
    );
    const may = this.permissions(call.actor, dossier);
    const model = conferencePage({ dossier, readiness, may, wording: this.wording(), calendar, terms, now });
    return this.pages.render(call, 'desk/views/conference.njk', model);
  }

  private permissions(actor: Actor, { conference, people }: Dossier): Permissions {
    const attendeeIds = people.filter((person) => person.state !== 'withdrawn').map((person) => person.attendeeId);
    const may = (action: Action, ids: readonly number[] = attendeeIds): boolean =>
      isWithin(scopeOf(actor, action), { hubCode: conference.hubCode, attendeeIds: ids });
    return {
      assign: may('assignment.change'),
      change: may('conference.change'),
      confirm: may('automation.confirm'),
      decideRelevance: may('relevance.decide'),
      recordOutcome: may('participation.record'),
      readMail: may('mail.read'),
      explain: may('performance.read'),
      expect: may('expectation.read'),
      challenge: may('challenge.change'),
      readQuality: may('quality.read'),
      answerFor: (attendeeId) => may('assignment.answer', [attendeeId]),
    };
  }

  private wording(): Wording {
    const { reference } = this.surroundings;
    return {
      hub: (code) => reference.hub(code)?.name ?? code,
      criterion: (code) => reference.criteria.find((one) => one.code === code)?.label ?? code,
      voiceWays: reference.voiceWays,
      reason: (code) => reference.reasons.find((one) => one.code === code)?.label ?? code,
    };
  }
}
