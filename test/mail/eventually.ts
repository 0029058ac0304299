import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the answer fits; after so many seconds the last answer is the failure. */
export async function eventually<T>(ask: () => Promise<T> | T, fits: (answer: T) => boolean, seconds = 15): Promise<T> {
  for (let waited = 0; ; waited += 50) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (waited > seconds * 1000) throw new Error(`still not so after ${seconds} s: ${JSON.stringify(answer)}`);
    await pause(50);
  }
}
