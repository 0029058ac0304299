import { NotFoundException, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { isConferenceReference } from '../../kernel/ids.js';
import { refusal } from './problems.js';

interface Complaint {
  /** JSON pointer (RFC 6901) into what was sent. */
  readonly pointer: string;
  /** For programs. */
  readonly code: 'missing' | 'invalid-value' | 'unknown-property';
  readonly detail: string;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Bodies of ours are three deep; reading one a hundred thousand deep would exhaust the stack. */
const DEEPEST = 8;

const isTooDeep = (value: unknown, left = DEEPEST): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1)));

const step = (property: string): string => `/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** What is wrong in itself is not looked into. */
function complaintsIn(errors: readonly ValidationError[], at = ''): Complaint[] {
  return errors.flatMap((error) => {
    const pointer = at + step(error.property);
    const { field, whitelistValidation } = error.constraints ?? {};
    if (whitelistValidation !== undefined) {
      return [{ pointer, code: 'unknown-property', detail: 'There is no such property here. Check its spelling.' }];
    }
    if (field === undefined) return complaintsIn(error.children ?? [], pointer);
    return [{ pointer, code: error.value === undefined ? 'missing' : 'invalid-value', detail: field }];
  });
}

/** Everything that is wrong with what was sent, or nothing. Unknown properties are wrong: a slip must not pass unseen. */
export function complaintsAbout<T extends object>(made: new () => T, sent: unknown): { value: T; wrong: Complaint[] } {
  const value = plainToInstance(made, sent, { enableCircularCheck: false });
  const errors = validateSync(value, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    validationError: { target: false },
  });
  return { value, wrong: complaintsIn(errors) };
}

/** The body as an instance of `made`, or the problem `invalid-body` that names every wrong place. */
export function bodyOf<T extends object>(made: new () => T): PipeTransform<unknown, T> {
  return {
    transform: (sent) => {
      if (!isObject(sent) || isTooDeep(sent)) {
        const errors = [
          { pointer: '', code: 'invalid-value', detail: 'Send a JSON object as documented, as application/json.' },
        ];
        throw refusal('invalid-body', 'The body must be a JSON object as documented.', { errors });
      }
      const { value, wrong } = complaintsAbout(made, sent);
      if (wrong.length === 0) return value;
      throw refusal('invalid-body', sentenceFor(wrong.length, 'place', 'in the body'), { errors: wrong });
    },
  };
}

/** As `bodyOf`, where a request without a body is one without properties. */
export function maybeBodyOf<T extends object>(made: new () => T): PipeTransform<unknown, T> {
  const given = bodyOf(made);
  return { transform: (sent, metadata) => given.transform(sent ?? {}, metadata) as T };
}

/** The query as an instance of `made`, or the problem `invalid-query` that names every wrong parameter. */
export function queryOf<T extends object>(made: new () => T): PipeTransform<unknown, T> {
  return {
    transform: (sent) => {
      const { value, wrong } = complaintsAbout(made, { ...(isObject(sent) ? sent : {}) });
      if (wrong.length === 0) return value;
      const errors = wrong.map(({ pointer, code, detail }) => ({ parameter: pointer.slice(1), code, detail }));
      throw refusal('invalid-query', sentenceFor(wrong.length, 'parameter', 'of the query'), { errors });
    },
  };
}

const sentenceFor = (count: number, noun: string, where: string): string =>
  count === 1
    ? `One ${noun} ${where} must be put right: see errors.`
    : `${count} ${noun}s ${where} must be put right: see errors.`;

/** A conference reference in the path. What cannot be one is simply not found. */
export const aReference: PipeTransform<string, string> = {
  transform: (given) => {
    if (!isConferenceReference(given)) throw new NotFoundException();
    return given;
  },
};

/** The id of a row in the path. What cannot be one is simply not found. */
export const anId: PipeTransform<string, number> = {
  transform: (given) => {
    const id = /^\d{1,10}$/.test(given) ? Number(given) : 0;
    if (id < 1 || id > 2_147_483_647) throw new NotFoundException();
    return id;
  },
};

/** Text as it is kept: no spaces around it, and nothing rather than an empty text. */
export const tidy = (text: string | null | undefined): string | null => text?.trim() || null;

export const instantOf = (text: string): Temporal.Instant => Temporal.Instant.from(text);

export const dayOf = (text: string | null | undefined): Temporal.PlainDate | null =>
  text == null ? null : Temporal.PlainDate.from(text);
