import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { Directory, Recipient } from './recipients.js';

interface PersonRow {
  readonly role: 'supervisor' | 'leadership' | 'administrator';
  readonly hubs: readonly string[];
  readonly address: string;
  readonly attendeeId: number | null;
}

interface LeadRow {
  readonly attendeeId: number;
  readonly address: string;
}

export interface Gathered {
  readonly directory: Directory;
  /** Leadership and administrators, for what concerns the tracker as a whole. */
  readonly overseers: readonly Recipient[];
}

/**
 * Who can be told now: people on conferences by their attendee record, supervisors and leadership by the account they
 * signed in with since `seenSince`, hubs by their mailbox. An address that mail came back from reaches nobody.
 */
export async function gatherDirectory(
  reader: Reader,
  hubs: readonly { readonly code: string; readonly mailbox: string }[],
  { now, seenSince }: { readonly now: Temporal.Instant; readonly seenSince: Temporal.Instant },
): Promise<Gathered> {
  const people = await rows<PersonRow>(reader, PEOPLE, [seenSince]);
  const leads = await rows<LeadRow>(
    reader,
    'select id as attendee_id, mail as address from attendee where active and mail is not null and mail_bounced_at is null',
  );
  const away = await rows<{ attendeeId: number }>(
    reader,
    'select attendee_id from absence where starts_at <= $1 and ends_at > $1',
    [now],
  );
  const addressOf = new Map(leads.map((one) => [one.attendeeId, one.address]));
  const absent = new Set(away.map(({ attendeeId }) => attendeeId));
  const mailboxes = new Map(hubs.map(({ code, mailbox }) => [code, mailbox]));
  const withRole = (role: PersonRow['role'], hubCode: string | null): readonly Recipient[] =>
    people.filter((one) => one.role === role && (hubCode === null || one.hubs.includes(hubCode)));
  const one = (address: string | undefined, attendeeId: number | null): readonly Recipient[] =>
    address === undefined ? [] : [{ address, attendeeId }];
  return {
    directory: {
      of: (role, { hubCode, lead }) => {
        if (role === 'lead') return lead === null ? [] : one(addressOf.get(lead), lead);
        if (role === 'hub') return one(mailboxes.get(hubCode), null);
        return withRole(role, role === 'supervisor' ? hubCode : null);
      },
      isAbsent: ({ attendeeId }) => attendeeId !== null && absent.has(attendeeId),
    },
    overseers: [...withRole('leadership', null), ...withRole('administrator', null)],
  };
}

const PEOPLE = `
  select held.role, acc.hubs, acc.mail as address, coalesce(p.id, al.attendee_id) as attendee_id
  from account acc cross join unnest(acc.roles) as held (role)
    left join attendee p on p.mail = acc.mail
    left join attendee_address al on al.address = acc.mail
  where held.role in ('supervisor', 'leadership', 'administrator') and acc.mail is not null and acc.last_seen_at >= $1
    and p.mail_bounced_at is null
  order by acc.mail`;
