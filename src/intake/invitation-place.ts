import type { ReadEvent } from '../calendar/reader/mail.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { readMode } from '../conferences/modes.js';
import type { Found, InvitationText } from './invitation-text.js';
import { distinct, labelled } from './invitation-text.js';

const MODE_LABEL = /^(format|mode|method|how|type of meeting|held)( of (conference|meeting))?$/i;
const PLACE_LABEL = /^(venue|location|place|where|address|venue \/ link|venue\/link)$/i;
/** A sentence about how it is held, not about how to send a report or whom to phone. */
const HOW_IT_IS = /\b(held|takes? place|taking place|conference (is|will be)|meeting (is|will be)|attend|join)\b/i;
const OTHER_MATTER = /\b(report|contact|call|queries|questions|unable|apologies)\b/i;

/** The mode: a labelled one, else that of the place, else of a sentence about how it is held. Two modes give none. */
export function readConferenceMode(event: ReadEvent | null, text: InvitationText): Found<ConferenceMode> | null {
  const said = text.sentences.filter((each) => HOW_IT_IS.test(each) && !OTHER_MATTER.test(each));
  const levels = [labelled(text, MODE_LABEL), places(event, text), said.map((source) => ({ value: source, source }))];
  for (const level of levels) {
    const modes = distinct(
      level.flatMap(({ value, source }) =>
        ((mode) => (mode === null ? [] : [{ value: mode, source }]))(readMode(value)),
      ),
    );
    if (modes.length > 0) return modes.length === 1 ? (modes[0] ?? null) : null;
  }
  return null;
}

/** The room or building, without the "/ MS Teams" beside it; null when the place is only a link. */
export function readVenue(event: ReadEvent | null, text: InvitationText): Found<string> | null {
  const rooms = places(event, text).flatMap(({ value, source }) => {
    const room = value
      .split(/\s+(?:\/|or|and)\s+(?=[A-Z])|\s*;\s*|\s\/\s/)
      .map((piece) => piece.trim())
      .filter(
        (piece) =>
          piece !== '' && readMode(piece) === null && !/https?:\/\/|^(link|tbc|to be confirmed|n\/a)\b/i.test(piece),
      )
      .join(' / ');
    return room === '' ? [] : [{ value: room, source }];
  });
  return distinct(rooms, (room) => room.toLowerCase())[0] ?? null;
}

function places(event: ReadEvent | null, text: InvitationText): readonly Found<string>[] {
  const written = labelled(text, PLACE_LABEL);
  const location = event?.location;
  return location ? [...written, { value: location.replace(/\s+/g, ' '), source: `calendar: ${location}` }] : written;
}

const MEETING_LINK = /https?:\/\/[^\s<>"')\]]*(?:teams|zoom|webex|meet|join|conference)[^\s<>"')\]]*/i;

/** The link to join by: the calendar's own, else the first address in the text that is a meeting service's. */
export function readJoinLink(event: ReadEvent | null, text: InvitationText): Found<string> | null {
  const link = event?.joinLink ?? MEETING_LINK.exec([...text.lines, text.joinBlock].join('\n'))?.[0] ?? null;
  return link === null ? null : { value: link, source: event?.joinLink ? 'calendar: join link' : link };
}
