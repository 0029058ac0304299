import type { Cell, FieldError, Table } from '../web/page-parts.js';
import { absenceWords, KIND_WORDS, type AbsenceRefusal, type KeptAbsence } from './absence.js';
import type { TypedAbsence } from './absence.form.js';
import type { ShownAbsence } from './absences.service.js';
import type { Attendee } from './attendee.queries.js';
import { ABSENCE_KINDS } from './availability.js';

export interface AbsenceFormFacts {
  readonly person: Pick<Attendee, 'id' | 'name'>;
  readonly known: KeptAbsence | null;
  readonly typed: TypedAbsence;
  readonly errors?: readonly FieldError[];
}

const HINTS: Partial<Record<(typeof ABSENCE_KINDS)[number], string>> = {
  sick: 'Nothing about the illness belongs here',
  court: 'As a witness, or warned to attend',
};

/** The form for one absence. */
export function absencePage({ person, known, typed, errors = [] }: AbsenceFormFacts, back: string) {
  const href = `/attendees/${person.id}/absences`;
  return {
    title: known === null ? `Record that ${person.name} is away` : `Change when ${person.name} is away`,
    back: { text: person.name, href: back },
    errors,
    action: known === null ? `${href}/new` : `${href}/${known.id}`,
    // The stored version: whoever saves after seeing both has decided which one stands.
    version: known?.version ?? '',
    remove: known === null ? null : { action: `${href}/${known.id}/remove`, text: 'They are not away: take it back' },
    upload: known === null ? `${href}/calendar` : null,
    kinds: ABSENCE_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[kind], hint: HINTS[kind] })),
    typed,
    cancel: { text: 'Cancel', href: back },
  };
}

/** The field that mends a refusal. */
export const refusedField = (refusal: AbsenceRefusal): FieldError['href'] =>
  refusal.kind === 'end-before-start' || refusal.kind === 'absence-too-long' ? '#untilOn' : '#fromOn';

const SOURCES: Record<KeptAbsence['source'], string> = { page: 'by hand', api: 'by a program', ics: 'from a calendar' };

/** Absences that are not over, on the page of a person. */
export function absencesTable(
  absences: readonly ShownAbsence[],
  attendeeId: number,
  mayChange: boolean,
): Table<'when' | 'why' | 'source'> {
  const when = (one: ShownAbsence): Cell =>
    mayChange ? { text: absenceWords(one), href: `/attendees/${attendeeId}/absences/${one.id}` } : absenceWords(one);
  return {
    caption: 'Away',
    captionHidden: true,
    columns: [
      { key: 'when', text: 'When', rowHeader: true, bare: true },
      { key: 'why', text: 'Why' },
      { key: 'source', text: 'Recorded' },
    ],
    rows: absences.map((one) => ({
      cells: {
        when: when(one),
        why: one.kind === null ? { text: 'not shown to you', quiet: true } : KIND_WORDS[one.kind],
        source: SOURCES[one.source],
      },
    })),
    empty: { title: 'No absence is on record from today on.' },
  };
}
