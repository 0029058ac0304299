import type { Found, InvitationText } from './invitation-text.js';
import { distinct, labelled } from './invitation-text.js';

/** The part of the reference data that reading needs. */
export interface KnownHubs {
  readonly hubs: readonly {
    readonly code: string;
    readonly name: string;
    readonly localAuthority: string;
    readonly laDomains: readonly string[];
  }[];
}

/** By the sender's domain, then by the authority's name in the text; never by the mailbox it came to (six hubs share one). */
export function readHub(
  senders: readonly string[],
  text: InvitationText,
  { hubs }: KnownHubs,
  conflicts: string[],
): Found<string> | null {
  const bySender = senders.flatMap((source) => {
    const domain = source.slice(source.lastIndexOf('@') + 1);
    const hub = hubs.find(({ laDomains }) =>
      laDomains.some((known) => domain === known || domain.endsWith(`.${known}`)),
    );
    return hub ? [{ value: hub.code, source }] : [];
  });
  const label = labelled(text, /^(local authority|la|convening authority|council|hub|area)$/i);
  const named = hubs.flatMap((hub) => {
    const authority = hub.localAuthority.toLowerCase();
    const line =
      text.lines.find((each) => each.toLowerCase().includes(authority)) ??
      label.find(({ value }) => value.toLowerCase() === hub.name.toLowerCase())?.source;
    return line === undefined ? [] : [{ value: hub.code, source: line }];
  });
  const found = distinct([...bySender, ...(bySender.length > 0 ? [] : named)]);
  const others = distinct(named).filter(({ value }) => !found.some((each) => each.value === value));
  if (found.length > 1 || others.length > 0) {
    conflicts.push(
      `The mail points to several authorities: ${[...found, ...others].map(({ value }) => value).join(', ')}.`,
    );
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}
