/** What a person may do. Which hubs they may do it for is said by `Persona.hubs`. */
export type Role = 'coordinator' | 'supervisor' | 'attendee' | 'leadership' | 'auditor' | 'administrator' | 'robot';

/** One made-up person, or service account, of the demo force. */
export interface Persona {
  /** Names the persona in addresses and scripts; also the subject (`sub`) of its tokens. */
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** Hub codes as in config/hubs.json; empty where the role is not bound to a hub. */
  readonly hubs: readonly string[];
  readonly title: string;
}

/** Codes of the nine hubs, one per convening local authority. */
export const ALL_HUBS: readonly string[] = [
  'bracknell-forest',
  'buckinghamshire',
  'milton-keynes',
  'oxfordshire',
  'reading',
  'slough',
  'west-berkshire',
  'windsor-and-maidenhead',
  'wokingham',
];

const at = (local: string): string => `${local}@thamesvalley-police.example`;

/** Signs in with a client secret only, so the sign-in page leaves it out. */
export const ROBOT: Persona = {
  key: 'mash-robot',
  name: 'MASH robot',
  email: at('mash-robot'),
  roles: ['robot'],
  hubs: [],
  title: 'Service account',
};

/** Everyone one can be in the demo, in the order the sign-in page shows them; the robot comes last. */
export const PERSONAS: readonly Persona[] = [
  {
    key: 'priya',
    name: 'Priya Shah',
    email: at('priya.shah'),
    roles: ['coordinator'],
    hubs: ['reading', 'slough'],
    title: 'Conference coordinator',
  },
  {
    key: 'tom',
    name: 'Tom Price',
    email: at('tom.price'),
    roles: ['coordinator'],
    hubs: ['oxfordshire'],
    title: 'Conference coordinator',
  },
  {
    key: 'lena',
    name: 'Lena Marsh',
    email: at('lena.marsh'),
    roles: ['coordinator'],
    hubs: ['buckinghamshire', 'milton-keynes'],
    title: 'Conference coordinator',
  },
  {
    key: 'helen',
    name: 'Helen Lowe',
    email: at('helen.lowe'),
    roles: ['supervisor'],
    hubs: ['reading', 'slough', 'oxfordshire'],
    title: 'Detective Sergeant',
  },
  {
    key: 'ada',
    name: 'Ada Okafor',
    email: at('ada.okafor'),
    roles: ['attendee'],
    hubs: ['reading'],
    title: 'Detective Constable',
  },
  {
    key: 'ben',
    name: 'Ben Carter',
    email: at('ben.carter'),
    roles: ['attendee'],
    hubs: ['oxfordshire'],
    title: 'Detective Constable',
  },
  {
    key: 'margaret',
    name: 'Margaret Ellis',
    email: at('margaret.ellis'),
    roles: ['leadership'],
    hubs: ALL_HUBS,
    title: 'Superintendent',
  },
  {
    key: 'colin',
    name: 'Colin Reeve',
    email: at('colin.reeve'),
    roles: ['auditor'],
    hubs: [],
    title: 'Information auditor',
  },
  {
    key: 'sunita',
    name: 'Sunita Rao',
    email: at('sunita.rao'),
    roles: ['administrator'],
    hubs: [],
    title: 'System administrator',
  },
  ROBOT,
];
