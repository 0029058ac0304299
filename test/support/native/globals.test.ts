import { expect as imported, it as it2 } from '@jest/globals';

it2('gives a file that imports them the same words as one that does not', () => {
  imported([imported, it2]).toEqual([expect, it]);
});
