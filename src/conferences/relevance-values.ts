/** What a review can be to the police; how it is decided is a matter of `src/relevance`. */
export const RELEVANCE_VALUES = ['relevant', 'not-relevant', 'undecided'] as const;
export type RelevanceValue = (typeof RELEVANCE_VALUES)[number];
