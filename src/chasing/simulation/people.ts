/** Who can be told in the made-up force: two who go, two supervisors and a mailbox a hub, and two leaders. */
import type { Directory, Recipient } from '../recipients.js';
import type { World } from './world.js';

const GOING = 2;
const person = (name: string, attendeeId: number): Recipient => ({ address: `${name}@police.example`, attendeeId });

export interface People {
  readonly directory: Directory;
  /** Who can be asked to lead at a hub. */
  goingAt(hubCode: string): readonly [number, ...number[]];
  readonly all: readonly number[];
}

export function peopleOf(hubs: readonly { readonly code: string }[], world: () => World): People {
  const first = (code: string): number => 1 + hubs.findIndex((hub) => hub.code === code) * (GOING + 2);
  const supervisors = (code: string): readonly Recipient[] =>
    [0, 1].map((n) => person(`supervisor.${n + 1}.${code}`, first(code) + GOING + n));
  const leaders = [1, 2].map((n) => person(`leader.${n}`, 10_000 + n));
  const directory: Directory = {
    of: (role, { hubCode, lead }) => {
      if (role === 'lead') return lead === null ? [] : [person(`officer.${lead}`, lead)];
      if (role === 'hub') return [{ address: `${hubCode}@police.example`, attendeeId: null }];
      return role === 'supervisor' ? supervisors(hubCode) : leaders;
    },
    isAbsent: ({ attendeeId }, at) => attendeeId !== null && world().isAway(attendeeId, at),
  };
  const everybody = hubs.flatMap(({ code }) => Array.from({ length: GOING + 2 }, (_, n) => first(code) + n));
  return {
    directory,
    goingAt: (code) => [first(code), first(code) + 1],
    all: [...everybody, ...leaders.map(({ attendeeId }) => attendeeId ?? 0)],
  };
}
