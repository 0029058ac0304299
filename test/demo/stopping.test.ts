import { EventEmitter } from 'node:events';
import { stopOnSignals, type Program } from '../../src/stopping.js';

/** What happened, in its order. */
let events: string[];
let signals: EventEmitter;

const program: Program = {
  on: (signal, listener) => signals.on(signal, listener),
  exit: (code) => void events.push(`exit ${code}`),
};

const running = (fails = false) => ({
  stop: async () => {
    events.push('stop');
    await settled();
    if (fails) throw new Error('the database does not let go');
    events.push('stopped');
  },
});

const stop = (starting: Promise<ReturnType<typeof running>>): void =>
  stopOnSignals(program, starting, (error) => events.push(`told: ${(error as Error).message}`));

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function allSettled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await settled();
}

beforeEach(() => {
  events = [];
  signals = new EventEmitter();
});

describe('being asked to end', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('by %s stops what is running, then ends with 0', async (signal) => {
    stop(Promise.resolve(running()));

    signals.emit(signal);
    await allSettled();

    expect(events).toEqual(['stop', 'stopped', 'exit 0']);
  });

  it('while the start is under way lets it finish, and then stops what it started', async () => {
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof running>>();
    stop(promise);

    signals.emit('SIGINT');
    await allSettled();
    expect(events).toEqual([]);

    resolve(running());
    await allSettled();
    expect(events).toEqual(['stop', 'stopped', 'exit 0']);
  });

  it('again and again stops once and does not cut the stopping short', async () => {
    stop(Promise.resolve(running()));

    signals.emit('SIGINT');
    signals.emit('SIGINT');
    await settled();
    signals.emit('SIGTERM');
    await allSettled();

    expect(events).toEqual(['stop', 'stopped', 'exit 0']);
  });

  it('leaves a start that fails to tell of it itself', async () => {
    const { promise, reject } = Promise.withResolvers<ReturnType<typeof running>>();
    const told = expect(promise).rejects.toThrow('port taken');
    stop(promise);

    signals.emit('SIGINT');
    reject(new Error('port taken'));
    await told;
    await allSettled();

    expect(events).toEqual([]);
  });

  it('ends with 1 and says why when stopping fails', async () => {
    stop(Promise.resolve(running(true)));

    signals.emit('SIGTERM');
    await allSettled();

    expect(events).toEqual(['stop', 'told: the database does not let go', 'exit 1']);
  });
});
