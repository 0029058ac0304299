/** A worker that solves, so that a page never waits for a solver, and a solver that hangs or falls can be ended. */
import { Worker } from 'node:worker_threads';
import { greedyColumns } from './greedy.js';
import type { Problem } from './problem.js';
import type { Asked, Found } from './search.js';

export interface ToSolve {
  readonly problem: Problem;
  readonly seconds: number;
  readonly asked: Asked;
}
export type Told =
  { readonly kind: 'better'; readonly columns: readonly number[] } | { readonly kind: 'found'; readonly found: Found };

/** The solver ends by itself at the limit; what does not is ended after so much more. */
const MARGIN_SECONDS = 5;

export class SolverThread {
  private worker: Worker | null = null;

  constructor(
    private readonly script = new URL('./solve-worker.js', import.meta.url),
    private readonly margin = MARGIN_SECONDS,
  ) {
    this.worker = this.begun();
  }

  private begun(): Worker {
    const worker = new Worker(this.script);
    // Told again to whoever waits for a solution; without a listener it would end the program.
    worker.on('error', () => undefined);
    return worker;
  }

  /** One after another. */
  readonly solve = (
    problem: Problem,
    seconds: number,
    asked: Asked,
    onBetter: (columns: readonly number[]) => void = () => undefined,
  ): Promise<Found> =>
    new Promise((resolve) => {
      const worker = (this.worker ??= this.begun());
      let best: readonly number[] | null = null;
      const fallen = (ended: 'time' | 'failed', failure: string | null): void => {
        this.worker = null;
        void worker.terminate();
        end({ columns: best ?? greedyColumns(problem), proofs: [], ended, failure });
      };
      const late = (): void => fallen('time', null);
      const timer = setTimeout(late, (Math.max(0, seconds) + this.margin) * 1000);
      const onError = (error: Error): void =>
        fallen('failed', `The solver failed (${error.message}): this is the best plan that was found before.`);
      const onExit = (code: number): void => onError(new Error(`it ended with ${code}`));
      const onMessage = (told: Told): void => {
        if (told.kind === 'found') return end(told.found);
        best = told.columns;
        onBetter(best);
      };
      const end = (found: Found): void => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(found);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ problem, seconds, asked } satisfies ToSolve);
    });

  async stop(): Promise<void> {
    await this.worker?.terminate();
    this.worker = null;
  }
}
