import type { Hub } from '../../config/reference-data.js';

export interface PersonToChoose {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly hubCode: string;
  readonly assigned: boolean;
  readonly lead: boolean;
  /** Whether their conference training had not run out on the day. */
  readonly trained: boolean;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly disabled?: boolean;
}

/** Everybody who may have gone, those assigned first. */
export function whoChoices(people: readonly PersonToChoose[], hub: Pick<Hub, 'code' | 'name'>): readonly Choice[] {
  const choice = (person: PersonToChoose): Choice => ({
    value: String(person.id),
    text: `${person.name}, ${person.role}${person.trained ? '' : ' (no current conference training)'}`,
  });
  const group = (title: string, members: readonly PersonToChoose[]): Choice[] =>
    members.length === 0
      ? []
      : [{ value: `group ${title}`, text: `- ${title} -`, disabled: true }, ...members.map(choice)];
  const others = people.filter((one) => !one.assigned);
  return [
    { value: '', text: 'Choose a person' },
    ...group(
      'Assigned',
      people.filter((one) => one.assigned),
    ),
    ...group(
      `Others of ${hub.name}`,
      others.filter((one) => one.hubCode === hub.code),
    ),
    ...group(
      'Other hubs',
      others.filter((one) => one.hubCode !== hub.code),
    ),
  ];
}
