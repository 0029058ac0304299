/**
 * What all of them come to, once every one has ended: nothing goes on behind the back of whoever hears of a failure.
 * @throws what the first that failed was rejected with
 */
export async function allEnded<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(work);
  return (await Promise.all(work)) as unknown as T;
}
