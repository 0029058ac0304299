/** Ends with the work, or after so many milliseconds while the work goes on. @throws what the work throws in that time */
export async function within(milliseconds: number, work: Promise<unknown> | null): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  try {
    await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
