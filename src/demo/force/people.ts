import { PERSONAS } from '../personas.js';
import { authorityOf } from './authorities.js';
import type { ForcePerson, Setting } from './force.js';
import { INVENTED, mailOf, type ForceRole } from './names.js';
import type { Random } from './random.js';

/** How much of the conferences each role takes, beside the others of the hub. */
const SHARES: Readonly<Record<ForceRole, number>> = {
  'Conference officer': 2.6,
  'MASH researcher': 1.4,
  DC: 1.6,
  PC: 1.2,
  DS: 0.4,
};

/** Who signs in as one of them should find something to do. */
const PERSONA = 1.4;

/** Personas who go to conferences, and one who could. */
const AS_ATTENDEES: Readonly<Record<string, ForceRole>> = { ada: 'DC', ben: 'DC', helen: 'DS' };

const EVER = 100_000;

interface Placed {
  readonly name: string;
  readonly role: ForceRole;
  readonly mail: string;
  readonly hubCode: string;
  readonly persona: boolean;
}

/** About sixty attendees over the hubs, the personas among them, with skills and the odd gap that a force has. */
export function imaginePeople(setting: Setting): readonly ForcePerson[] {
  const random = setting.random.stream('people');
  return place(setting).map((placed, number) => personOf(setting, random, placed, number));
}

function place({ reference }: Setting): readonly Placed[] {
  const personas = PERSONAS.flatMap(({ key, name, email, hubs }): Placed[] => {
    const role = AS_ATTENDEES[key];
    const hubCode = hubs[0];
    return role === undefined || hubCode === undefined ? [] : [{ name, role, mail: email, hubCode, persona: true }];
  });
  const invented = [...INVENTED];
  return reference.hubs.flatMap((hub) => {
    const known = personas.filter((persona) => persona.hubCode === hub.code);
    const more = invented.splice(0, Math.max(0, authorityOf(hub.code).people - known.length));
    const others = more.map(([name, role]) => ({ name, role, mail: mailOf(name), hubCode: hub.code, persona: false }));
    return [...known, ...others];
  });
}

/** Every so many people something is out of the ordinary; personas are spared, so that one can work as them. */
const isEvery = (placed: Placed, number: number, nth: number, at: number): boolean =>
  !placed.persona && number % nth === at;

function personOf(setting: Setting, random: Random, placed: Placed, number: number): ForcePerson {
  const { diary, firstDay } = setting;
  const { persona: _persona, ...told } = placed;
  const joinedLate = isEvery(placed, number, 15, 8);
  const hasLeft = isEvery(placed, number, 60, 26);
  const from = joinedLate ? firstDay + random.whole(120, 380) : firstDay - 60;
  const until = hasLeft ? -random.whole(70, 110) : EVER;
  const noAddress = isEvery(placed, number, 27, 22);
  return {
    ...told,
    mail: noAddress ? null : placed.mail,
    active: !hasLeft,
    createdAt: diary.workMoment(random, from),
    aliases: noAddress ? [] : aliasesOf(placed, number),
    skills: skillsOf(setting, random, placed, number),
    from: noAddress ? EVER : from + 1,
    until,
    share: SHARES[placed.role] * (placed.persona ? PERSONA : 1),
  };
}

/** Addresses people still answer from: a collar number, or the name before they changed it. */
function aliasesOf(placed: Placed, number: number): readonly string[] {
  if (placed.name === 'Ada Okafor') return ['ada.okafor2@thamesvalley-police.example'];
  return isEvery(placed, number, 11, 4) ? [`c${4200 + number * 7}@thamesvalley-police.example`] : [];
}

function skillsOf(setting: Setting, random: Random, placed: Placed, number: number): ForcePerson['skills'] {
  const { reference, diary } = setting;
  const detective = placed.role === 'DC' || placed.role === 'DS';
  const odds: Readonly<Record<string, number>> = {
    scaidp: detective ? 0.6 : 0.05,
    'conference-trained': placed.persona ? 1 : 0.92,
    'report-trained': 0.6,
    'domestic-abuse': 0.4,
    exploitation: 0.2,
  };
  return reference.skills.flatMap(({ code }) => {
    if (!random.chance(odds[code] ?? 0.2)) return [];
    if (code !== 'conference-trained') {
      const expires = random.chance(0.6);
      return [{ skill: code, expiresOn: expires ? diary.today.add({ days: random.whole(100, 900) }) : null }];
    }
    const days = isEvery(placed, number, 12, 5)
      ? -random.whole(5, 60)
      : isEvery(placed, number, 9, 2)
        ? random.whole(10, 85)
        : random.whole(120, 1000);
    return [{ skill: code, expiresOn: diary.today.add({ days }) }];
  });
}
