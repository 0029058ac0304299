/** The thread that solves: problems in, better and better plans out, and the end of it. */
import { parentPort } from 'node:worker_threads';
import { highsHere, solveHere } from './solve-here.js';
import type { Told, ToSolve } from './solver-thread.js';

const port = parentPort;
if (port === null) throw new Error('this is started as a worker');
const tell = (told: Told): void => port.postMessage(told);

void highsHere();
port.on('message', ({ problem, seconds, asked }: ToSolve) => {
  solveHere(problem, seconds, asked, (columns) => tell({ kind: 'better', columns })).then(
    (found) => tell({ kind: 'found', found }),
    // Thrown outside the promise, so that the thread ends with it and whoever waits hears.
    (error: unknown) =>
      setImmediate(() => {
        throw error;
      }),
  );
});
