/** How a sitting is held: the values, their words, and how local authorities write them. */
export const CONFERENCE_MODES = ['in-person', 'video', 'phone', 'hybrid'] as const;
export type ConferenceMode = (typeof CONFERENCE_MODES)[number];

const LABELS: Readonly<Record<ConferenceMode, string>> = {
  'in-person': 'In person',
  video: 'Video',
  phone: 'Phone',
  hybrid: 'Hybrid',
};

const HYBRID = /\bhybrid\b/;
const ROOM = /\b(in person|face to face|f2f|in the room|on site|physical(ly)?)\b/;
const VIDEO = /\b(video|virtual(ly)?|online|teams|zoom|webex|skype|google meet|video ?(call|conference|link))\b/;
const PHONE = /\b(phone|telephone|tele ?conference|conference call|dial in|audio)\b/;

/** "In person", "Video", "Phone", "Hybrid". */
export const modeLabel = (mode: ConferenceMode): string => LABELS[mode];

/**
 * The mode a local authority's words mean, or null when they do not say. A room together with video or phone is
 * hybrid; a phone number beside a video link is only its fallback; "remote" could be either and is not guessed.
 */
export function readMode(text: string): ConferenceMode | null {
  const words = text.toLowerCase().replace(/[-_\s]+/g, ' ');
  const remote = VIDEO.test(words) || PHONE.test(words);
  if (HYBRID.test(words) || (ROOM.test(words) && remote)) return 'hybrid';
  if (ROOM.test(words)) return 'in-person';
  if (VIDEO.test(words)) return 'video';
  return PHONE.test(words) ? 'phone' : null;
}
