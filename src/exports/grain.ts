/** What one row of a file is about. */
export const GRAINS = ['conferences', 'children', 'assignments'] as const;
export type Grain = (typeof GRAINS)[number];

export const GRAIN_WORDS: Readonly<Record<Grain, { readonly label: string; readonly about: string }>> = {
  conferences: {
    label: 'a row a conference',
    about: 'One row a conference, however many children it was about, in the month and hub of its last sitting.',
  },
  children: {
    label: 'a row a child',
    about:
      'One row for each child of a conference: a conference about three children stands in three rows, so counts made of this file are of children and never the figures of participation.',
  },
  assignments: {
    label: 'a row an assignment',
    about:
      'One row for each person put on a sitting, those taken off again included, so one conference may stand in several rows or in none.',
  },
};

export const FORMS = ['csv', 'xlsx'] as const;
export type Form = (typeof FORMS)[number];
