import type { Hub } from '../../config/reference-data.js';
import { formatDay, formatWhen } from '../kernel/london.js';
import { capital, hubNames } from './plan-text.js';
import type { FieldError, Tag } from '../web/page-parts.js';
import type { PlanState } from './kept-plan.js';
import type { TypedPeriod } from './plan.form.js';
import type { ListedPlan } from './plan.queries.js';

const TAGS: Record<PlanState, Tag> = {
  queued: { text: 'Waiting', tone: 'info' },
  running: { text: 'Being planned', tone: 'info' },
  done: { text: 'Ready', tone: 'good' },
  refused: { text: 'Not possible', tone: 'bad' },
  failed: { text: 'Failed', tone: 'bad' },
  committed: { text: 'Carried out', tone: 'neutral' },
};
export const planTag = (state: PlanState): Tag => TAGS[state];

export const daysInWords = ({ firstOn, lastOn }: Pick<ListedPlan, 'firstOn' | 'lastOn'>): string =>
  firstOn.equals(lastOn) ? formatDay(firstOn) : `${formatDay(firstOn)} to ${formatDay(lastOn)}`;

/** The form that asks for a plan, and the plans there are. */
export function plansPage(
  hubs: readonly Hub[],
  plans: readonly ListedPlan[],
  typed: TypedPeriod,
  errors: readonly FieldError[] = [],
  older: string | null = null,
) {
  return {
    title: 'Plan a period',
    caption: 'The best that can be done with everybody, proven',
    actions: [{ text: 'Demand and capacity', href: '/capacity', plain: true }],
    errors,
    typed,
    hubs: hubs.length === 1 ? null : hubs.map(({ code, name }) => ({ value: code, text: name })),
    table: {
      caption: 'Plans',
      columns: [
        { key: 'plan', text: 'Plan', rowHeader: true, bare: true },
        { key: 'days', text: 'Days' },
        { key: 'hubs', text: 'Hubs' },
        { key: 'state', text: 'State' },
        { key: 'asked', text: 'Asked for' },
      ],
      rows: plans.map((plan) => ({
        cells: {
          plan: { text: `Plan ${plan.id}`, href: `/plan/${plan.id}` },
          days: daysInWords(plan),
          hubs: capital(hubNames(plan.hubCodes, hubs)),
          state: { tag: planTag(plan.state) },
          asked: { text: plan.askedBy, note: formatWhen(plan.askedAt) },
        },
      })),
      empty: { title: 'No plan yet', text: 'Choose the days above. Nothing changes before you carry a plan out.' },
    },
    older,
  };
}
