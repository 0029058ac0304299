import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of a JSON Schema as the documents of this product use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly example?: unknown;
  readonly description?: string;
}

/** The schema that a reference within the document points to. */
export function resolved(schema: Schema, document: OpenAPIObject): Schema {
  const only = schema.allOf?.length === 1 ? schema.allOf[0] : undefined;
  if (only !== undefined) return resolved(only, document);
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/components/schemas/', '');
  const found = document.components?.schemas?.[name];
  if (found === undefined) throw new Error(`the document refers to ${schema.$ref}, which is not in it`);
  return found as Schema;
}

const isNullable = (schema: Schema): boolean =>
  schema.anyOf?.some((one) => one.type === 'null') ?? (Array.isArray(schema.type) && schema.type.includes('null'));

/** A whole example made of the examples of the parts. What may be null and has no example is null. */
export function exampleOf(schema: Schema, document: OpenAPIObject): unknown {
  if (schema.example !== undefined) return schema.example;
  const some = schema.anyOf?.find((one) => one.type !== 'null');
  const whole = resolved(some ?? schema, document);
  if (whole.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(whole.properties)
        .filter(
          ([name, part]) => whole.required?.includes(name) === true || 'example' in part || part.items !== undefined,
        )
        .map(([name, part]) => [name, exampleOf(part, document)]),
    );
  }
  if (whole.items !== undefined) return [exampleOf(whole.items, document)];
  return isNullable(schema) ? null : plainExample(whole);
}

function plainExample(schema: Schema): unknown {
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return 1;
    default:
      return 'text';
  }
}
