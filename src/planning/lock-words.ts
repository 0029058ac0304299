import type { Instance } from './instance.js';
import { lockInWords } from './would-cover.js';

/** "Lock 2 cannot hold" says more as "Lock 2 (keep Ada Okafor on TV-26-004211) cannot hold". */
export const withLockWords = (sentence: string, { locks }: Instance): string =>
  sentence.replace(/(?<=\b[Ll]ocks? (?:\d+(?: and (?:lock )?|, ))*)\d+(?! \()/g, (number) => {
    const lock = locks[Number(number) - 1];
    return lock === undefined ? number : `${number} (${lockInWords(lock)})`;
  });
