import { etagOf } from '../web/api/etag.js';
import { Day, Flag, Moment, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { dayOf } from '../web/api/received.js';
import { areAwaited, MINUTES_SENTENCES, type GivenMinutes, type KeptMinutes, type MinutesRefusal } from './minutes.js';

export class MinutesToRecord {
  @Day({ presence: 'nullable', example: '2026-11-24', about: 'When they were asked for; null: nobody did.' })
  readonly askedOn!: string | null;

  @Day({ presence: 'nullable', example: null, about: 'When they came; null while they have not.' })
  readonly receivedOn!: string | null;
}

export class MinutesAnswer {
  @Day({ presence: 'nullable', example: '2026-11-24' })
  readonly askedOn!: string | null;

  @Day({ presence: 'nullable', example: null })
  readonly receivedOn!: string | null;

  @Flag({ example: true, about: 'They were asked for and have not come.' })
  readonly awaited!: boolean;

  @Day({ example: '2026-12-22', about: 'The last day on which they are in time, by hub.' })
  readonly dueOn!: string;

  @WholeNumber({ min: 0, example: 1, about: 'Counts up with each change, 0 while nothing is on record.' })
  readonly version!: number;

  @Text({ presence: 'nullable', example: 'Priya Shah' })
  readonly recordedBy!: string | null;

  @Moment({ presence: 'nullable', example: '2026-11-24T15:05:00Z' })
  readonly recordedAt!: string | null;
}

export const givenMinutes = (body: MinutesToRecord, seen: number | null): GivenMinutes => ({
  askedOn: dayOf(body.askedOn),
  receivedOn: dayOf(body.receivedOn),
  ...(seen === null ? {} : { seen }),
});

export const minutesAnswer = (minutes: KeptMinutes | null, due: Temporal.PlainDate): MinutesAnswer => ({
  askedOn: minutes?.askedOn?.toString() ?? null,
  receivedOn: minutes?.receivedOn?.toString() ?? null,
  awaited: areAwaited(minutes),
  dueOn: due.toString(),
  version: minutes?.version ?? 0,
  recordedBy: minutes?.recordedBy ?? null,
  recordedAt: minutes?.recordedAt.toString() ?? null,
});

export function minutesProblem(refused: MinutesRefusal): Error {
  if (refused.kind !== 'changed-meanwhile') return refusal(refused.kind, MINUTES_SENTENCES[refused.kind]);
  const sentence = `${refused.now.recordedBy} changed the minutes since you read them. Read them again.`;
  return refusal(refused.kind, sentence, { etag: etagOf(refused.now) });
}
