import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import { isService, type Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { saveUnited } from '../conferences/child.queries.js';
import { ageWords, unitedChildren, type United } from '../conferences/children.js';
import { stateLabel, type Conference } from '../conferences/conference.js';
import {
  childrenOf,
  conferenceById,
  conferenceWithin,
  currentSitting,
  lockConference,
  type NewChild,
  type Sitting,
} from '../conferences/conference.queries.js';
import { noticeDays } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { askToLookAgain } from '../relevance/look-again.js';
import { reopenRelevance } from '../relevance/reopen.js';
import type { Asked, GivenInvitation } from './invitation.js';
import { addInvitations } from './invitation.queries.js';
import { byHand, type InvitationSource } from './invitations.service.js';

/** What a second notice of a conference adds to it. Its time is not among this: a conference is moved, not told twice. */
export type FurtherInvitation = Pick<GivenInvitation, 'receivedAt' | 'channel' | 'children' | 'cameTo' | 'asked'>;

export type FurtherRefusal =
  | { readonly kind: 'received-in-future' }
  /** A voided conference stays as it is. */
  | { readonly kind: 'cannot-add'; readonly reference: string; readonly state: string };

export interface Added {
  readonly conference: Conference;
  readonly sitting: Sitting;
  /** Children that were not on record, or of whom nothing was known. */
  readonly newChildren: number;
  readonly noticeDays: number;
}

const ASKED_WORDS: Readonly<Record<Asked, string>> = {
  'chair-request': 'an invitation asks for police',
  'plan-may-end': 'an invitation says that the plan may end',
};

/** What adding it would do. */
interface Weighed extends Added {
  readonly united: United & { readonly fresh: readonly NewChild[]; readonly now: number };
}

/** Records that TVP was told of a conference again: several invitations may be to one conference. */
@Injectable()
export class FurtherInvitationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The invitation, the children that it adds, the count and the trail. @throws NotFoundException out of reach */
  add(actor: Actor, reference: string, further: FurtherInvitation): Promise<Decided<Added, FurtherRefusal>> {
    return this.db.transaction((tx) => this.addIn(tx, actor, reference, further, byHand));
  }

  /** As `add`, as part of a larger change (confirming a candidate). */
  async addIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    further: FurtherInvitation,
    source: InvitationSource,
  ): Promise<Decided<Added, FurtherRefusal>> {
    const conference = await lockConference(tx, scopeOf(actor, 'invitation.record'), reference);
    const weighed = await this.weigh(tx, conference, further);
    if (!weighed.ok) return weighed;
    const { noticeDays: notice, conference: before } = weighed.value;
    const now = this.surroundings.now();
    const { receivedAt, channel, cameTo = null, asked = [] } = further;
    const invitation = { conferenceId: before.id, receivedAt, channel, cameTo, asked, ...source, noticeDays: notice };
    const byAutomation = isService(actor) ? 'unattended' : null;
    await addInvitations(tx, [{ ...invitation, recordedBy: actor.name, recordedAt: now, byAutomation }]);
    const occasion = { actor, at: now, conferenceId: before.id };
    const received = { channel, receivedAt: receivedAt.toString(), ...(cameTo === null ? {} : { cameTo }) };
    const facts = { ...received, noticeDays: notice, cautions: [] };
    await record(tx, occasion, 'invitation.recorded', facts);
    await this.unite(tx, occasion, weighed.value.united);
    if (weighed.value.newChildren > 0) {
      await askToLookAgain(tx, this.surroundings, occasion, before, 'child-added');
    }
    for (const what of asked) await reopenRelevance(tx, this.surroundings, before, ASKED_WORDS[what]);
    await recount(tx, before.id, this.surroundings.counting);
    return accepted({ ...weighed.value, conference: await conferenceById(tx, before.id) });
  }

  /** What adding would do, with nothing saved. @throws NotFoundException out of reach */
  async preview(actor: Actor, reference: string, further: FurtherInvitation): Promise<Decided<Added, FurtherRefusal>> {
    const conference = await conferenceWithin(this.db.reader, scopeOf(actor, 'invitation.record'), reference);
    return this.weigh(this.db.reader, conference, further);
  }

  private async weigh(
    reader: Reader,
    conference: Conference | null,
    { receivedAt, children }: FurtherInvitation,
  ): Promise<Decided<Weighed, FurtherRefusal>> {
    if (conference === null) throw new NotFoundException();
    if (conference.state === 'voided') {
      return refused({ kind: 'cannot-add', reference: conference.reference, state: stateLabel('voided') });
    }
    if (Temporal.Instant.compare(receivedAt, this.surroundings.now()) > 0) {
      return refused({ kind: 'received-in-future' });
    }
    const sitting = await currentSitting(reader, conference.id);
    const known = await childrenOf(reader, conference.id);
    const united = unitedChildren(known, children);
    const fresh = [...united.filled.map(({ child }) => child), ...united.added];
    const notice = noticeDays(receivedAt, sitting.startsAt, this.surroundings.reference.calendar);
    const now = known.length + united.added.length;
    return accepted({
      conference,
      sitting,
      newChildren: fresh.length,
      noticeDays: notice,
      united: { ...united, fresh, now },
    });
  }

  private async unite(
    tx: Tx,
    occasion: { readonly actor: Actor; readonly at: Temporal.Instant; readonly conferenceId: number },
    { fresh, now, ...united }: Weighed['united'],
  ): Promise<void> {
    if (fresh.length === 0) return;
    await saveUnited(tx, occasion.conferenceId, united);
    await record(tx, occasion, 'conference.changed-children', {
      added: fresh.map(ageWords),
      removed: [],
      now,
      reason: 'told by a further invitation',
    });
  }
}
