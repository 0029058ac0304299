import { ApiProperty } from '@nestjs/swagger';
import { Paging } from '../web/api/cursor.js';
import { Choice, Day, Moment, Parts, Shaped, Text, WholeNumber } from '../web/api/fields.js';
import { dayOf } from '../web/api/received.js';
import { AUDIT_WORDS, type AuditAction } from './events.js';
import type { FoundLine, TrailSearch } from './trail.queries.js';

const ACTIONS = Object.keys(AUDIT_WORDS) as AuditAction[];

export class AuditEventAnswer {
  @WholeNumber({ min: 1, example: 1 })
  readonly id!: number;

  @Moment({ example: '2026-11-20T09:00:00Z' })
  readonly at!: string;

  @Text({ example: 'Priya Shah', about: 'Who did it, as they were called then.' })
  readonly actor!: string;

  @Choice(ACTIONS, { example: 'conference.viewed' })
  readonly action!: AuditAction;

  @Text({ presence: 'nullable', example: 'TV-26-000001', about: 'The reference of the conference it was about.' })
  readonly conference!: string | null;

  @ApiProperty({ type: 'object', additionalProperties: true, example: {}, description: 'Facts of this action.' })
  readonly detail!: Readonly<Record<string, unknown>>;
}

export class AuditEventPage {
  @Parts(AuditEventAnswer)
  readonly items!: readonly AuditEventAnswer[];

  @Text({ presence: 'nullable', max: 300, about: 'Send it as `after` for the next page; null on the last.' })
  readonly next!: string | null;
}

export class AuditEventQuery extends Paging {
  @Shaped({
    shape: /^TV-\d{2}-\d{6}$/,
    sentence: 'Give a reference such as TV-26-000001.',
    presence: 'omittable',
    about: 'Events about one conference, and lists that showed it.',
    example: 'TV-26-000001',
  })
  readonly conference?: string;

  @Text({ presence: 'omittable', about: 'Part of the name of who did it, or to whom.', example: 'Shah' })
  readonly person?: string;

  @Choice(ACTIONS, { presence: 'omittable', example: 'conference.viewed' })
  readonly action?: AuditAction;

  @Day({ presence: 'omittable', about: 'The first day in London.' })
  readonly from?: string;

  @Day({ presence: 'omittable', about: 'The last day in London.' })
  readonly to?: string;
}

export const searchOf = (query: AuditEventQuery): TrailSearch => ({
  reference: query.conference ?? null,
  person: query.person?.trim() ?? null,
  action: query.action ?? null,
  from: dayOf(query.from),
  to: dayOf(query.to),
});

export const eventAnswer = (event: FoundLine): AuditEventAnswer => ({
  id: event.id,
  at: event.at.toString(),
  actor: event.actor,
  action: event.action,
  conference: event.reference,
  detail: event.detail,
});
