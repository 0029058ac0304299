import type { ReferenceFile } from '../../config/reference-data.js';

/** The pages on which people use guidance, by their view: what of it is overdue is said there. */
export const GUIDANCE_ON: Readonly<Record<string, readonly ReferenceFile[]>> = {
  'relevance/views/relevance.njk': ['relevance-criteria'],
  'participation/views/outcome.njk': ['reasons'],
  'reporting/views/performance.njk': ['measures', 'milestones', 'automation-benefit'],
  'assignments/views/assign.njk': ['skills'],
  'attendees/views/attendee-form.njk': ['skills'],
  'automation/views/automation.njk': ['automation'],
  'invitations/views/check.njk': ['hubs', 'bank-holidays'],
  'priorities/views/priorities.njk': ['priorities'],
  'planning/views/plan.njk': ['planning'],
  'capacity/views/capacity.njk': ['planning'],
  'expectations/views/expectation.njk': ['clocks'],
  'challenge/views/challenge.njk': ['challenge-procedures'],
  'quality/views/audit.njk': ['quality'],
  'reconciliation/views/reconciliation.njk': ['matching'],
};
