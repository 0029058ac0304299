import type { Tx } from '../../database/transaction.js';
import { record } from '../../audit/record.js';
import { theTracker } from '../../access/actor.js';
import { londonDate } from '../../kernel/london.js';
import type { GivenRecommendation } from '../../priorities/recommendation.js';
import { addRecommendation } from '../../priorities/recommendation.queries.js';

/** A few made-up recommendations, one at each stage and one past its date. */
export async function addRecommendations(tx: Tx, now: Temporal.Instant): Promise<void> {
  const at = now.subtract({ hours: 90 * 24 });
  for (const one of imagined(londonDate(now))) {
    const recommendationId = await addRecommendation(tx, one, { at, name: theTracker.name });
    const { source, status } = one;
    await record(tx, { actor: theTracker, at }, 'recommendation.added', { recommendationId, source, status });
  }
}

const imagined = (today: Temporal.PlainDate): readonly GivenRecommendation[] => [
  {
    source: 'Invented inspection, Nov 2023',
    wording: 'Attend every initial conference, and every review that is relevant to police.',
    owner: 'Head of MASH',
    dueOn: today.add({ months: 4 }),
    status: 'in-progress',
    evidence: 'Monthly figures on the performance page.',
    evidenceLink: null,
  },
  {
    source: 'Invented audit, Mar 2025',
    wording: 'Record the voice of the child at each conference.',
    owner: 'Protecting Vulnerable People Command',
    dueOn: today.subtract({ days: 20 }),
    status: 'open',
    evidence: null,
    evidenceLink: null,
  },
  {
    source: 'Invented inspection, Nov 2023',
    wording: 'Brief all hubs on how to challenge a decision professionally.',
    owner: 'Learning and Development',
    dueOn: today.subtract({ months: 8 }),
    status: 'done',
    evidence: 'Briefing given to all nine hubs.',
    evidenceLink: null,
  },
  {
    source: 'Invented peer review, Jun 2024',
    wording: 'Keep one list of conferences for the whole force.',
    owner: 'Head of MASH',
    dueOn: today.subtract({ months: 14 }),
    status: 'embedded',
    evidence: 'All nine hubs work from the tracker; checked each quarter.',
    evidenceLink: null,
  },
];
