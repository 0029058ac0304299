import { refusal } from './problems.js';

/** The ETag of a record with an optimistic version: `"3"`. */
export const etagOf = (record: { readonly version: number }): string => `"${record.version}"`;

/** The version that `If-Match` names; what is no ETag of ours is the version 0, which no record has. */
export function versionIn(ifMatch: string | undefined, what = 'conference'): number {
  if (ifMatch === undefined || ifMatch.trim() === '') {
    throw refusal('if-match-missing', `Read the ${what} first, then send its ETag as If-Match with the change.`);
  }
  const version = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  return version === undefined ? 0 : Number(version);
}

/** The refusal of a change to a conference, or something else, that is no longer as it was read. */
export const changedMeanwhile = (now: { readonly version: number }, what = 'conference'): Error =>
  refusal('changed-meanwhile', `Somebody changed this ${what} since you read it. Read it again first.`, {
    etag: etagOf(now),
  });
