import type { ReadInvitation } from './read-invitation.js';
import type { Reading } from './candidate.queries.js';

/** A reading as it is kept: every field that was read, as text, with the words it was read from. */
export function readingOf(read: ReadInvitation): Reading {
  const kept: Record<string, { value: string; source: string }> = {};
  for (const [name, field] of Object.entries(read.fields)) {
    if (field !== null) kept[name] = { value: String(field.value), source: field.source };
  }
  return kept;
}
