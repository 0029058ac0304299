/**
 * A start that cannot go on for a reason the person at the keyboard can remove.
 * The message is one or two plain sentences: what is wrong and what to do. Print it without a stack.
 */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

/** @param part what was to listen there, as in "the database" */
export const portTaken = (port: number, part: string): CannotStart =>
  new CannotStart(
    `Port ${port} on 127.0.0.1, which ${part} was to use, is taken. Stop what uses it, or name another port or none.`,
  );
