import type { Actor } from '../../src/access/actor.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import type { Conference } from '../../src/conferences/conference.js';
import { insert } from '../../src/database/sql.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { InvitationsService } from '../../src/invitations/invitations.service.js';
import type { TestApp } from './app.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

/** An ordinary ICPC in Reading on Mon 30 Nov 2026 at 09:30, notified a fortnight before. */
export const anInvitation = (over: Partial<GivenInvitation> = {}): GivenInvitation => ({
  hubCode: 'reading',
  kind: 'icpc',
  laMeetingId: null,
  strategyDiscussionOn: null,
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  mode: 'video',
  venue: null,
  joinLink: null,
  children: [],
  receivedAt: at('2026-11-16T10:15:00Z'),
  channel: 'telephone',
  confirmed: false,
  ...over,
});

/** Rows as a test needs them, made through the services where there is one. */
export function given(test: TestApp): {
  coordinator(): Promise<Actor>;
  attendee(name: string, over?: Partial<Attendee>): Promise<Attendee>;
  conference(over?: Partial<GivenInvitation>): Promise<Conference>;
} {
  const coordinator = (): Promise<Actor> => test.actor('Priya Shah', ['coordinator'], ['reading', 'slough']);
  return {
    coordinator,
    attendee: (name, over = {}) =>
      test.db.transaction((tx) =>
        insert<Attendee>(tx, 'attendee', {
          name,
          role: 'DC',
          mail: `${name.toLowerCase().replaceAll(' ', '.')}@thamesvalley-police.example`,
          hubCode: 'reading',
          active: true,
          version: 1,
          createdAt: test.clock.now(),
          ...over,
        }),
      ),
    conference: async (over = {}) => {
      const made = await test.app.get(InvitationsService).record(await coordinator(), anInvitation(over));
      if (!made.ok) throw new Error(`the conference was refused: ${JSON.stringify(made.refusal)}`);
      return made.value;
    },
  };
}
