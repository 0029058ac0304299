import { Injectable } from '@nestjs/common';
import type { Found } from './search.js';
import type { Solver } from './plan.js';
import { SolverThread } from './solver-thread.js';

/** The one thread of this program that solves, begun when it is first wanted. */
@Injectable()
export class Solving {
  private thread: SolverThread | null = null;
  private stopped = false;

  /** @param onBetter hears of each better plan while it is sought */
  solver(onBetter?: (columns: readonly number[]) => void): Solver {
    return (problem, seconds, asked): Promise<Found> =>
      (this.thread ??= this.begun()).solve(problem, seconds, asked, onBetter);
  }

  protected begun(): SolverThread {
    return new SolverThread();
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** Ends the solving under way, so that the program need not wait for it. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.thread?.stop();
  }
}
