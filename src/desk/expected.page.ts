/** What the conference makes us expect, and what it was expected after, on its page. */
import { EXPECTED_WORDS, standingOf } from '../expectations/expectation.js';
import { STANDING_TAGS } from '../expectations/expected.page.js';
import type { KeptExpectation } from '../expectations/expectation.queries.js';
import { formatDayAndYear } from '../kernel/london.js';
import type { Cell, Fact } from '../web/page-parts.js';
import type { Dossier } from './dossier.js';

/** Nothing for whoever may not open what is expected. */
export function expectedRows(
  { expected, conference }: Dossier,
  mayExpect: boolean,
  today: Temporal.PlainDate,
): readonly Fact[] {
  if (!mayExpect) return [];
  const after = expected.filter((one) => one.previousConferenceId === conference.id);
  const met = expected.filter((one) => one.conferenceId === conference.id);
  return [
    ...after.map((one) => ({ key: 'Next expected', value: nextCell(one, today) })),
    ...met.map((one) => ({ key: 'Was expected', value: metCell(one) })),
  ];
}

const nextCell = (one: KeptExpectation, today: Temporal.PlainDate): Cell => ({
  text: `${EXPECTED_WORDS[one.kind]}, due ${formatDayAndYear(one.dueOn)}`,
  href: `/expected/${one.id}`,
  tag: STANDING_TAGS[standingOf(one, today)],
  ...(one.conference === null ? {} : { link: { text: one.conference, href: `/conferences/${one.conference}` } }),
});

const metCell = (one: KeptExpectation): Cell => ({
  text: `EX-${one.id}, due ${formatDayAndYear(one.dueOn)}`,
  href: `/expected/${one.id}`,
  note: one.previous === null ? 'after a strategy discussion or transfer' : `after ${one.previous}`,
});
