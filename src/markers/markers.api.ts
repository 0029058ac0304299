import { Choice, Flag, Parts, Text, Texts } from '../web/api/fields.js';
import { MARKER_KINDS, type WrittenMarker } from './marker.js';
import type { RecordedMarkers } from './markers.service.js';

const MOST_SENT = 500;
const STATES = ['added', 'known', 'withdrawn', 'refused'] as const;

export class MarkerToRecord implements WrittenMarker {
  @Text({ max: 100, example: '43220012345', about: 'Compared by its letters and digits alone.' })
  readonly policeReference!: string;

  @Text({ max: 60, example: 'encompass', about: `One of ${MARKER_KINDS.join(', ')}.` })
  readonly kind!: string;

  @Text({ max: 60, example: '2026-11-24', about: 'The day in London, not in the future.' })
  readonly occurredOn!: string;
}

export class MarkersToRecord {
  @Parts(MarkerToRecord, {
    max: MOST_SENT,
    about: 'No content is taken: only that there is something, and since when.',
  })
  readonly markers!: readonly MarkerToRecord[];
}

export class MarkerAnswer {
  @Choice(STATES, {
    example: 'added',
    about: '`known` was on record already; `withdrawn` was, and was withdrawn as a mistake: it stays so.',
  })
  readonly state!: (typeof STATES)[number];

  @Text({
    presence: 'nullable',
    example: 'The date is in the future. Check it.',
    about: 'What to put right if refused.',
  })
  readonly detail!: string | null;

  @Flag({ example: true, about: 'Whether a child on record has this reference.' })
  readonly matched!: boolean;
}

export class MarkersAnswer {
  @Parts(MarkerAnswer, { about: 'One for each that was sent, in the same order.' })
  readonly results!: readonly MarkerAnswer[];

  @Texts({ example: ['TV-2026-000412'], about: 'Reviews that were not relevant and are now undecided.' })
  readonly reopened!: readonly string[];
}

export const markersAnswer = ({ results, reopened }: RecordedMarkers): MarkersAnswer => ({
  results: results.map(({ state, sentence, matched }) => ({ state, detail: sentence, matched })),
  reopened,
});
