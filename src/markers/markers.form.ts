import { typedChoices, typedText } from '../kernel/typed-text.js';
import type { WrittenMarker } from './marker.js';
import type { ListedMarker } from './read-markers.js';

export const typedMarker = (body: unknown): WrittenMarker => ({
  policeReference: typedText(body, 'policeReference'),
  kind: typedText(body, 'kind'),
  occurredOn: typedText(body, 'occurredOn'),
});

/** So many rows of the longest cells fit into one field of a form, and the fields into one form. */
const ROWS_A_FIELD = 20;
const LONGEST_CELL = 150;

/** The rows that were looked at, carried by the form from the look to the deed, where they are judged again. */
export function rowFields(rows: readonly ListedMarker[]): readonly string[] {
  const lines = rows.map((one) => [one.policeReference, one.kind, one.occurredOn].map(cell).join('\t'));
  const fields: string[] = [];
  for (let at = 0; at < lines.length; at += ROWS_A_FIELD) fields.push(lines.slice(at, at + ROWS_A_FIELD).join('\n'));
  return fields;
}

const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').slice(0, LONGEST_CELL);

export const typedRows = (body: unknown): readonly WrittenMarker[] =>
  typedChoices(body, 'rows').flatMap((field) =>
    field.split(/\r?\n/).map((line) => {
      const [policeReference = '', kind = '', occurredOn = ''] = line.split('\t');
      return { policeReference, kind, occurredOn };
    }),
  );
