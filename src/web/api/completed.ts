import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleOf, resolved, type Schema } from './example.js';

interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Readonly<Record<string, unknown>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** What the documents of this product say of one operation. */
export interface DescribedOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly 'x-roles'?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}

/** Every operation of a document with its method and path, in the order of the document. */
export const operationsOf = (
  document: OpenAPIObject,
): { method: string; path: string; operation: DescribedOperation }[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, DescribedOperation>).map(([method, operation]) => ({
      method,
      path,
      operation,
    })),
  );

/** What the names in the paths stand for; the same everywhere. */
const IN_PATHS: Readonly<Record<string, Pick<Parameter, 'description' | 'schema'>>> = {
  reference: {
    description: 'Reference of a conference.',
    schema: { type: 'string', pattern: '^TV-\\d{2}-\\d{6}$', example: 'TV-26-000001' },
  },
  id: { description: 'Id of the record.', schema: { type: 'integer', example: 1 } },
};

/**
 * The document with what the decorators cannot say: names in paths are explained, bodies refuse
 * properties that they do not name, answers promise no lengths, and each body and answer has a whole example. Changes
 * the document it is given.
 */
export function completed(document: OpenAPIObject): OpenAPIObject {
  for (const { operation } of operationsOf(document)) {
    for (const parameter of operation.parameters ?? []) {
      if (parameter.in === 'path') Object.assign(parameter, IN_PATHS[parameter.name]);
    }
    const sent = Object.values(operation.requestBody?.content ?? {});
    for (const { schema } of sent) if (schema !== undefined) close(schema, document);
    const answered = Object.values(operation.responses).flatMap((response) => Object.values(response.content ?? {}));
    for (const media of [...sent, ...answered]) {
      if (media.schema !== undefined && media.examples === undefined) media.example = exampleOf(media.schema, document);
    }
  }
  for (const schema of Object.values(document.components?.schemas ?? {})) loosen(schema as Closable);
  return document;
}

type Closable = Schema & { additionalProperties?: boolean };
type Bounded = Schema & { minLength?: number; maxLength?: number };

/** What was kept before a limit was set may be longer than it. */
function loosen(schema: Closable): void {
  if (schema.additionalProperties === false) return;
  for (const part of Object.values(schema.properties ?? {}) as Bounded[]) {
    delete part.minLength;
    delete part.maxLength;
  }
}

function close(schema: Schema, document: OpenAPIObject): void {
  const whole = resolved(schema, document) as Closable;
  if (whole.items !== undefined) close(whole.items, document);
  if (whole.properties === undefined) return;
  whole.additionalProperties = false;
  for (const part of Object.values(whole.properties)) close(part, document);
}
