const MOST_REMEMBERED = 10_000;

/**
 * The same text by itself. A piece cut out of a longer text keeps the whole of that alive, which for the cells of a list
 * is the list.
 */
export const detached = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));

/** The same answers without working them out again: the cells of a list repeat all the way down. */
export function remembered<T>(work: (key: string) => T): (key: string) => T {
  const answers = new Map<string, T>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    // Starting again bounds the memory; a list that never repeats gains nothing from it anyway.
    if (answers.size >= MOST_REMEMBERED) answers.clear();
    const answer = work(key);
    answers.set(detached(key), answer);
    return answer;
  };
}
