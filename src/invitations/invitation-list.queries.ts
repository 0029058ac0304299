import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { Invitation } from './invitation.queries.js';

export interface ListedInvitation extends Omit<Invitation, 'conferenceId' | 'candidateId' | 'laCalendarUid'> {
  readonly reference: string;
  readonly hubCode: string;
}

export interface InvitationFilter {
  readonly hub: string | null;
  /** Days in London on which it was received, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

/**
 * Invitations to conferences within the scope, the last recorded first.
 * @param before the id of the last one of the page before
 * @param count at most so many; ask for one more than a page to learn whether there is another
 */
export function listInvitations(
  reader: Reader,
  scope: Scope,
  filter: InvitationFilter,
  before: number | null,
  count: number,
): Promise<ListedInvitation[]> {
  const parameters: unknown[] = [...scopeParameters(scope), count];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = [
    scopeCondition('c', 1),
    ...(filter.hub === null ? [] : [`c.hub_code = ${given(filter.hub)}`]),
    ...(filter.from === null ? [] : [`i.received_at >= ${given(startOfLondonDay(filter.from))}`]),
    ...(filter.to === null ? [] : [`i.received_at < ${given(startOfLondonDay(filter.to.add({ days: 1 })))}`]),
    ...(before === null ? [] : [`i.id < ${given(before)}`]),
  ];
  return rows(
    reader,
    `select i.id, c.reference, c.hub_code, i.received_at, i.channel, i.notice_days, i.came_to, i.recorded_by, i.recorded_at
     from invitation i join conference c on c.id = i.conference_id
     where ${conditions.join(' and ')} order by i.id desc limit $3`,
    parameters,
  );
}
