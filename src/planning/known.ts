/** A period made ready to be planned, and what is remembered of it to show the plan beside today and to carry it out. */
import type { ConferenceKind } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { isSupposed, moreName, type PlanAsked } from './asked.js';
import { readInstance } from './instance-file.js';
import type { Assignment, Instance, Placed } from './instance.js';
import { whyNever } from './rules.js';
import { leftAsTheyAre } from './left.js';
import { classOf, contentOf, namesOf, peopleToPlan, type Content, type PeriodFacts } from './period.js';
import type { OnIt, OpenSitting } from './period.queries.js';

export interface KnownSitting {
  /** Its reference; what is only supposed has another name. */
  readonly name: string;
  readonly isSupposed: boolean;
  readonly hub: string;
  readonly kind: ConferenceKind;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly relevance: OpenSitting['relevance'];
  readonly on: readonly KnownOnIt[];
}

export interface KnownOnIt extends OnIt {
  /** The rule by which no plan has them here; null when a plan may. */
  readonly whyNot: string | null;
}

export interface LeftSitting extends KnownSitting {
  readonly why: readonly string[];
}

export interface Known {
  readonly people: readonly { readonly id: number; readonly name: string }[];
  readonly sittings: readonly KnownSitting[];
  readonly left: readonly LeftSitting[];
  readonly today: Assignment;
  readonly isSupposed: boolean;
}

export interface Ready {
  readonly content: Content;
  readonly instance: Instance;
  readonly known: Known;
}

/** @param leave sittings to leave as they are, as an earlier look had them; null to find out */
export function readyToPlan(
  facts: PeriodFacts,
  asked: PlanAsked,
  leave: readonly string[] | null = null,
): Decided<Ready, readonly string[]> {
  const open = facts.sittings.filter((sitting) => classOf(sitting, facts.policy) !== null);
  const names = namesOf(peopleToPlan(facts, asked));
  const today = open.map((sitting) => todayOn(sitting, names));
  const all = readInstance(contentOf(facts, asked, open));
  if (!all.ok) return refused(all.refusal);
  const why: ReadonlyMap<string, readonly string[]> =
    leave === null ? leftAsTheyAre(all.value.instance, today) : new Map(leave.map((name) => [name, []]));
  const planned = open.filter(({ reference }) => !why.has(reference));
  const locks = asked.locks.filter((lock) => !('conference' in lock && why.has(lock.conference)));
  const content = contentOf(facts, { ...asked, locks }, planned);
  const read = readInstance(content);
  if (!read.ok) return refused(read.refusal);
  const known: Known = {
    people: [...names].map(([id, name]) => ({ id, name })),
    sittings: [...planned.map(knownIn(read.value.instance, names)), ...supposedOf(asked)],
    left: open
      .filter(({ reference }) => why.has(reference))
      .map(knownIn(all.value.instance, names))
      .map((sitting) => ({ ...sitting, why: why.get(sitting.name) ?? [] })),
    today: today.filter(({ sitting }) => !why.has(sitting)),
    isSupposed: isSupposed(asked),
  };
  return accepted({ content, instance: read.value.instance, known });
}

/** @param instance the sittings are in it; whoever is on one of them need not be */
function knownIn(instance: Instance, names: ReadonlyMap<number, string>): (sitting: OpenSitting) => KnownSitting {
  const people = new Map(instance.people.map((person) => [person.id, person]));
  const sittings = new Map(instance.sittings.map((sitting) => [sitting.id, sitting]));
  const whyNot = (reference: string, { attendeeId, name, lead }: OnIt): string | null => {
    const person = people.get(names.get(attendeeId) ?? '');
    if (person === undefined) return `${name} is not among those whom this plan may choose.`;
    return whyNever(instance, person, sittings.get(reference)!, lead ? 'lead' : 'second');
  };
  return (sitting) => ({
    name: sitting.reference,
    isSupposed: false,
    hub: sitting.hubCode,
    kind: sitting.kind,
    startsAt: sitting.startsAt.toString(),
    endsAt: sitting.endsAt.toString(),
    relevance: sitting.relevance,
    on: sitting.on.map((one) => ({ ...one, whyNot: whyNot(sitting.reference, one) })),
  });
}

const supposedOf = ({ more }: PlanAsked): readonly KnownSitting[] =>
  more.map(({ hub, kind, startsAt, endsAt }, at) => ({
    name: moreName(at),
    isSupposed: true,
    hub,
    kind,
    startsAt,
    endsAt,
    relevance: null,
    on: [],
  }));

/** By the names of the plan; whoever cannot be planned at all keeps the name that everybody knows. */
function todayOn({ reference, on }: OpenSitting, names: ReadonlyMap<number, string>): Placed {
  const called = ({ attendeeId, name }: OnIt): string => names.get(attendeeId) ?? name;
  const lead = on.find((one) => one.lead);
  return {
    sitting: reference,
    lead: lead === undefined ? null : called(lead),
    seconds: on.filter((one) => !one.lead).map(called),
  };
}
