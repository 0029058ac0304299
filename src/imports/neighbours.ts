/** Which rows speak of the same time and place, or of the same child at the same time. */
import { isReview } from '../conferences/kinds.js';
import type { ListedRow } from './listed.js';
import type { PlannedConference } from './plan.js';
import { detached } from './remembered.js';

type Registered = readonly [order: number, place: number];

/** The first rows of conferences, by their places in the list. */
export class Neighbours {
  private readonly aboutChild = new Map<string, number>();
  /** The first at a time and place, and the first there with each chair. */
  private readonly atPlace = new Map<string, Registered>();
  private order = 0;

  addChildren(conference: PlannedConference, place: number): void {
    for (const key of childKeys(conference)) if (!this.aboutChild.has(key)) this.aboutChild.set(detached(key), place);
  }

  /** Those about one of its children at its time, each once. */
  withChildOf(conference: PlannedConference): readonly number[] {
    return [...new Set(childKeys(conference).flatMap((key) => this.aboutChild.get(key) ?? []))];
  }

  addPlace(row: ListedRow, place: number): void {
    const key = placeKey(row);
    if (key === null) return;
    const registered: Registered = [(this.order += 1), place];
    for (const each of [key, `${key}${CHAIR}${row.chair}`]) {
      if (!this.atPlace.has(each)) this.atPlace.set(each, registered);
    }
  }

  /** The first at its time and place that it may be one conference with: two chairs are two conferences. */
  besides(row: ListedRow): number | null {
    const key = placeKey(row);
    if (key === null) return null;
    if (row.chair === '') return this.atPlace.get(key)?.[1] ?? null;
    const same = this.atPlace.get(`${key}${CHAIR}${row.chair}`);
    const unchaired = this.atPlace.get(`${key}${CHAIR}`);
    if (same === undefined || unchaired === undefined) return (same ?? unchaired)?.[1] ?? null;
    return (same[0] < unchaired[0] ? same : unchaired)[1];
  }
}

const CHAIR = ' chair ';

/** Where only the day is known, nothing is at the same time; an initial conference and a review are two conferences. */
function placeKey({ kind, time, venue, joinLink }: ListedRow): string | null {
  if (kind === null || time?.startsAt == null) return null;
  const where = (venue ?? joinLink ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '');
  return `${isReview(kind) ? 'review' : 'initial'} ${time.start} ${where}`;
}

const childKeys = (conference: PlannedConference): readonly string[] =>
  conference.children.flatMap((child) =>
    child.laChildId === null ? [] : [`${child.laChildId} ${conference.time.start}`],
  );
