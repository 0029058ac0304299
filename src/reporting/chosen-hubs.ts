import { ForbiddenException, NotFoundException } from '@nestjs/common';
import type { Hub, ReferenceData } from '../../config/reference-data.js';
import type { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { londonDate } from '../kernel/london.js';
import type { Reach } from './performance.queries.js';

export const READ_FIGURES: Action = 'performance.read';
/** Figures by name. */
export const OF_PEOPLE: Action = 'figures.of-people';

export interface ChosenHubs {
  readonly latest: Temporal.PlainYearMonth;
  /** The hub that was chosen; null for all the person may see. */
  readonly hub: Hub | null;
  /** All that the person may choose from. */
  readonly choices: readonly Hub[];
  /** The choices are every hub there is. */
  readonly everywhere: boolean;
  readonly reference: ReferenceData;
  readonly reach: Reach;
}

/** Whose figures: one hub or all within reach. A hub out of reach and one that does not exist look the same. */
export function choose(actor: Actor, code: string | null, surroundings: Surroundings): ChosenHubs {
  if (!mayAtAll(actor, READ_FIGURES)) throw new ForbiddenException();
  const { reference } = surroundings;
  const scope = scopeOf(actor, READ_FIGURES);
  const choices = reference.hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
  const chosen = code === null ? null : choices.find((hub) => hub.code === code);
  if (chosen === undefined) throw new NotFoundException();
  // With one hub to choose from it is chosen already.
  const hub: Hub | null = chosen ?? (choices.length === 1 ? (choices[0] ?? null) : null);
  const hubs = (hub === null ? choices : [hub]).map((one) => one.code);
  const everywhere = choices.length === reference.hubs.length;
  const now = surroundings.now();
  const latest = londonDate(now).toPlainYearMonth();
  return { latest, hub, choices, everywhere, reference, reach: { hubs, now } };
}

/** As `choose`, for the conferences of a filter: those of one person only for whoever may see figures by name. */
export function chooseFor(actor: Actor, { hub, person }: Chosen, surroundings: Surroundings): ChosenHubs {
  const chosen = choose(actor, hub, surroundings);
  if (person == null) return chosen;
  const scope = scopeOf(actor, OF_PEOPLE);
  if (!chosen.reach.hubs.every((code) => scope.all || scope.hubs.includes(code))) throw new ForbiddenException();
  return chosen;
}

interface Chosen {
  readonly hub: string | null;
  readonly person?: number | null;
}
