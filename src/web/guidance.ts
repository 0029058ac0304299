import type { ReferenceFile } from '../../config/reference-data.js';

/** The pages on which people use guidance, by their view: what of it is overdue is said there. */
export const GUIDANCE_ON: Readonly<Record<string, readonly ReferenceFile[]>> = {
  'relevance/views/relevance.njk': ['relevance-criteria'],
  'participation/views/outcome.njk': ['reasons', 'voice'],
  'reporting/views/performance.njk': ['measures', 'milestones', 'automation-benefit'],
  'reporting/views/measures.njk': ['measures'],
  'reporting/views/monthly-report.njk': ['measures', 'milestones'],
  'reporting/views/explain.njk': ['measures'],
  'assignments/views/assign.njk': ['skills', 'people'],
  'attendees/views/attendee-form.njk': ['skills'],
  'automation/views/automation.njk': ['automation'],
  'invitations/views/check.njk': ['hubs', 'bank-holidays'],
  'priorities/views/priorities.njk': ['priorities'],
  'planning/views/plan.njk': ['planning'],
  'capacity/views/capacity.njk': ['planning'],
  'expectations/views/expectation.njk': ['clocks'],
  'challenge/views/challenge.njk': ['challenge-procedures'],
  'challenge/views/raise.njk': ['challenge-procedures'],
  'chasing/views/chasing.njk': ['chasing'],
  'quality/views/audit.njk': ['quality'],
  'reconciliation/views/reconciliation.njk': ['matching'],
};
