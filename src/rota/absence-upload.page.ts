import type { Attendee } from '../attendees/attendee.queries.js';
import type { FieldError, Notice } from '../web/page-parts.js';
import type { NotTaken } from './absence-calendar.js';
import type { Uploaded } from './absence-upload.service.js';

export interface UploadFacts {
  readonly person: Pick<Attendee, 'id' | 'name'>;
  readonly problem?: string;
  readonly uploaded?: Uploaded;
  readonly notTaken?: readonly NotTaken[];
}

/** The form for a calendar file, and below it what came of the last one. */
export function uploadPage({ person, problem, uploaded, notTaken = [] }: UploadFacts, back: string) {
  const errors: readonly FieldError[] = problem === undefined ? [] : [{ text: problem, href: '#file' }];
  return {
    title: `Absences of ${person.name} from a calendar`,
    back: { text: person.name, href: back },
    errors,
    action: `/attendees/${person.id}/absences/calendar`,
    results: uploaded === undefined ? [] : results(uploaded, notTaken),
    cancel: { text: uploaded === undefined ? 'Cancel' : 'Done', href: back },
  };
}

function results(uploaded: Uploaded, notTaken: readonly NotTaken[]): readonly Notice[] {
  const { added, changed, known } = uploaded;
  const notice = (tone: Notice['tone'] & string, title: string, lines: readonly string[]): Notice[] =>
    lines.length === 0 ? [] : [{ tone, title, lines }];
  const unread = notTaken.map(({ number, why }) => `Entry ${number}: ${why}`);
  const nothing = added.length + changed.length === 0;
  return [
    ...notice('good', `${added.length === 1 ? 'One absence was' : `${added.length} absences were`} added`, added),
    ...notice(
      'good',
      `${changed.length === 1 ? 'One absence has' : `${changed.length} absences have`} other times now`,
      changed,
    ),
    ...(nothing ? [{ tone: 'info' as const, title: 'Nothing was added or changed' }] : []),
    ...(known > 0 ? [{ tone: 'info' as const, text: `${known} on record already.` }] : []),
    ...notice('warn', 'Not taken', [...uploaded.refused, ...unread]),
  ];
}
