import type { OpenAPIObject } from '@nestjs/swagger';
import type { Link, Table } from '../page-parts.js';
import { operationsOf, type DescribedOperation, type Parameter } from './completed.js';
import { resolved, type Schema } from './example.js';
import { NOUNS, type Noun } from './operation.js';
import { PROBLEMS, type ProblemKind } from './problems.js';

/** Where the API is, and whether it is the demo's: only the demo hands out tokens. */
export interface Whereabouts {
  readonly demo: boolean;
  readonly publicUrl: string;
}

interface Snippet {
  readonly title: string;
  readonly text: string;
}

export interface OperationPart {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly about: string;
  readonly roles: string;
  readonly parameters: Table<'name' | 'where' | 'what'> | null;
  readonly fields: Table<'name' | 'what'> | null;
  readonly call: string;
  readonly answers: readonly Snippet[];
  readonly refusalsTitle: string;
  readonly refusals: readonly Link[];
}

export interface DocsPage {
  readonly title: string;
  readonly about: string;
  readonly url: string;
  readonly token: string | null;
  readonly rules: readonly string[];
  readonly contents: readonly { readonly noun: Noun; readonly id: string; readonly links: readonly Link[] }[];
  readonly nouns: readonly {
    readonly noun: string;
    readonly id: string;
    readonly operations: readonly OperationPart[];
  }[];
  readonly problems: Table<'kind' | 'status' | 'meaning'>;
}

const RULES: readonly string[] = [
  'Send a bearer token of the configured issuer with every request. A token that is missing, expired or forged gives 401, a role that may not do it 403, and a record outside its hubs 404.',
  'Times carry their offset from UTC, such as 2026-11-30T09:30:00Z. A time without one is refused. Answers give times in UTC.',
  'Properties and parameters that are not described here are refused, so that a slip of spelling does not pass unseen.',
  'Lists give items and next. Send next as the parameter after to read on; it is null on the last page.',
  'A change to a conference sends its ETag as If-Match. Without it the answer is 428; when somebody was quicker, 412.',
  'Recording an invitation sends an Idempotency-Key. Sent again, it records nothing twice.',
  'Errors are application/problem+json (RFC 9457). Programs switch on type; detail is a sentence for people.',
];

const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** The whole documentation, from the same document that programs read. */
export function docsPage(document: OpenAPIObject, where: Whereabouts): DocsPage {
  const operations = operationsOf(document);
  const nouns = NOUNS.map((noun) => ({
    noun,
    id: slug(noun),
    operations: operations
      .filter(({ operation }) => operation.tags?.includes(noun))
      .map((one) => operationPart(one, document, where)),
  }));
  return {
    title: 'API documentation',
    about: plain(document.info.description ?? ''),
    url: `${where.publicUrl}/api/v1`,
    token: where.demo ? tokenCall(where.publicUrl) : null,
    rules: RULES,
    contents: nouns.map(({ noun, id, operations: parts }) => ({
      noun,
      id,
      links: parts.map((part) => ({ text: part.summary, href: `#${part.id}` })),
    })),
    nouns,
    problems: problemTable(),
  };
}

const tokenCall = (url: string): string =>
  `TOKEN=$(curl -s ${url}/demo/token -H 'Content-Type: application/json' -d '{"persona":"priya"}' \\\n` +
  `  | node -pe 'JSON.parse(fs.readFileSync(0)).access_token')`;

function operationPart(
  { method, path, operation }: ReturnType<typeof operationsOf>[number],
  document: OpenAPIObject,
  where: Whereabouts,
): OperationPart {
  const refusals = refusalsOf(operation);
  return {
    id: slug(operation.operationId ?? `${method} ${path}`),
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? '',
    about: plain(operation.description ?? ''),
    roles: (operation['x-roles'] ?? []).join(', '),
    parameters: parameterTable(operation.parameters ?? []),
    fields: fieldTable(operation, document),
    call: curl(method, path, operation, where.publicUrl),
    answers: Object.entries(operation.responses).flatMap(([status, { description, content }]) => {
      const media = content?.['application/json'];
      if (media?.example === undefined) return [];
      return [{ title: `Answer ${status}: ${plain(description ?? '')}`, text: pretty(media.example) }];
    }),
    refusalsTitle: `Refusals: ${refusals.length} kinds`,
    refusals,
  };
}

const refusalsOf = (operation: DescribedOperation): Link[] =>
  Object.entries(operation.responses).flatMap(([status, { content }]) =>
    Object.keys(content?.['application/problem+json']?.examples ?? {}).map((kind) => ({
      text: `${status} ${kind}`,
      href: `/api/problems/${kind}`,
    })),
  );

/** Markdown's quotes are for other readers of the document. */
const plain = (text: string): string => text.replaceAll('`', '');
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

function parameterTable(parameters: readonly Parameter[]): OperationPart['parameters'] {
  if (parameters.length === 0) return null;
  return {
    caption: 'Parameters',
    columns: [
      { key: 'name', text: 'Parameter', rowHeader: true, nowrap: true },
      { key: 'where', text: 'Where', nowrap: true },
      { key: 'what', text: 'What' },
    ],
    rows: parameters.map(({ name, in: place, required, description, schema }) => ({
      cells: {
        name,
        where: required ? `${place}, required` : place,
        what: described(description, schema),
      },
    })),
  };
}

function fieldTable(operation: DescribedOperation, document: OpenAPIObject): OperationPart['fields'] {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return null;
  return {
    caption: 'Body',
    columns: [
      { key: 'name', text: 'Property', rowHeader: true },
      { key: 'what', text: 'What' },
    ],
    rows: fieldRows(schema, document, ''),
  };
}

type FieldRow = { readonly cells: { readonly name: string; readonly what: string } };

/** A row a property; those of objects in a list stand below it as `children[].initials`. */
function fieldRows(schema: Schema, document: OpenAPIObject, within: string): FieldRow[] {
  const whole = resolved(schema, document);
  return Object.entries(whole.properties ?? {}).flatMap(([property, part]) => {
    const name = within + property;
    const what = described(part.description, part);
    const row = { cells: { name: whole.required?.includes(property) ? `${name}, required` : name, what } };
    return part.items === undefined ? [row] : [row, ...fieldRows(part.items, document, `${name}[].`)];
  });
}

/** The description and the shape; that something is text goes without saying. */
function described(description: string | undefined, schema: Schema): string {
  const shape = shapeOf(schema);
  return [plain(description ?? ''), shape].filter((words) => words !== '').join(' ') || 'Text.';
}

const FORMATS: Readonly<Record<string, string>> = { 'date-time': 'A time with its offset.', date: 'A date.' };

function shapeOf(schema: Schema): string {
  if (schema.enum !== undefined) return `One of ${schema.enum.filter((one) => one !== null).join(', ')}.`;
  if (schema.format !== undefined) return FORMATS[schema.format] ?? '';
  const types = [schema.type ?? []].flat();
  if (types.includes('boolean')) return 'True or false.';
  if (types.includes('integer')) return 'A whole number.';
  return types.includes('array') ? 'A list.' : '';
}

/** A call that works as it stands in the demo; the token is in a variable, so that it is in no history of commands. */
function curl(method: string, path: string, operation: DescribedOperation, publicUrl: string): string {
  const headers = (operation.parameters ?? []).filter((one) => one.in === 'header' && one.required);
  const body = operation.requestBody?.content['application/json']?.example;
  return [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} '${publicUrl}${filledIn(path, operation)}'`,
    `  -H "Authorization: Bearer $TOKEN"`,
    ...headers.map(({ name, schema }) => `  -H '${name}: ${String(schema.example)}'`),
    ...(body === undefined
      ? []
      : [`  -H 'Content-Type: application/json'`, `  -d '${pretty(body).replaceAll("'", `'\\''`)}'`]),
  ].join(' \\\n');
}

const filledIn = (path: string, operation: DescribedOperation): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters?.find((one) => one.name === name);
    return String(parameter?.schema.example ?? name);
  });

const problemTable = (): DocsPage['problems'] => ({
  caption: 'Problems',
  captionHidden: true,
  columns: [
    { key: 'kind', text: 'type', rowHeader: true, nowrap: true },
    { key: 'status', text: 'Status', numeric: true },
    { key: 'meaning', text: 'What it means' },
  ],
  rows: Object.entries(PROBLEMS).map(([kind, { status, meaning }]) => ({
    cells: { kind: { text: kind, href: `/api/problems/${kind}` }, status, meaning: plain(meaning) },
  })),
});

export interface ProblemPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly meaning: string;
}

/** What one `type` of problem means. */
export const problemPage = (kind: ProblemKind): ProblemPage => ({
  title: kind.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase()),
  caption: `Problem of the API, status ${PROBLEMS[kind].status}`,
  back: { text: 'API documentation', href: '/api/docs' },
  meaning: plain(PROBLEMS[kind].meaning),
});
