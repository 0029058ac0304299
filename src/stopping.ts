import type { Running } from './run.js';

/** Ctrl-C, what a service manager sends, and a terminal window that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The part of `process` that this needs. */
export interface Program {
  on(signal: NodeJS.Signals, listener: () => void): unknown;
  exit(code: number): void;
}

/**
 * Stops what is running when the program is asked to end, and ends it: with 0, or with 1 when stopping failed.
 * Asked before the start is through, it lets the start finish: cut off half-way, that would leave a PostgreSQL behind.
 * Asked again it goes on stopping, because a terminal and npm each pass on the same Ctrl-C, and people press it twice.
 *
 * @param starting whose failure is told by whoever started it, not here
 * @param tell is given what made the stopping fail
 */
export function stopOnSignals(
  program: Program,
  starting: Promise<Pick<Running, 'stop'>>,
  tell: (error: unknown) => void,
): void {
  let asked = false;
  const end = async (): Promise<void> => {
    if (asked) return;
    asked = true;
    const [start] = await Promise.allSettled([starting]);
    if (start.status === 'rejected') return;
    try {
      await start.value.stop();
      program.exit(0);
    } catch (error) {
      tell(error);
      program.exit(1);
    }
  };
  for (const signal of SIGNALS) program.on(signal, () => void end());
}
