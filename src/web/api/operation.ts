/** How an API controller and its methods describe themselves in the OpenAPI document. */
import { applyDecorators, UseInterceptors, type Type } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiIncludeEndpoint,
  ApiOperation,
  ApiProperty,
  ApiResponse,
  ApiTags,
  getSchemaPath,
  type ApiResponseOptions,
} from '@nestjs/swagger';
import { mayAtAll, type Action } from '../../access/access.js';
import { ROLES } from '../../access/actor.js';
import { NotKept } from './not-kept.js';
import { PROBLEMS, type ProblemKind } from './problems.js';

class WrongPlace {
  @ApiProperty({ required: false, description: 'JSON pointer into the body.', example: '/startsAt' })
  readonly pointer?: string;

  @ApiProperty({ required: false, description: 'Name of a query parameter.' })
  readonly parameter?: string;

  @ApiProperty({ description: 'Stable: `missing`, `invalid-value`, `unknown-property`, or the kind of a refusal.' })
  readonly code!: string;

  @ApiProperty({ description: 'What belongs there.' })
  readonly detail!: string;
}

/** RFC 9457. Some kinds add properties of their own: `cautions`, `reference`, `etag`, `recorded`. */
export class ProblemAnswer {
  @ApiProperty({ description: 'Stable: programs switch on it. Opens as a page.', example: '/api/problems/not-found' })
  readonly type!: string;

  @ApiProperty({ example: 'Not found' })
  readonly title!: string;

  @ApiProperty({ type: 'integer', example: 404 })
  readonly status!: number;

  @ApiProperty({ description: 'One sentence for people that says what to do.' })
  readonly detail!: string;

  @ApiProperty({
    type: [WrongPlace],
    required: false,
    description: 'Of `invalid-body`, `invalid-query` and refused invitations: every place at once.',
  })
  readonly errors?: readonly WrongPlace[];
}

interface Answer {
  readonly type: Type;
  readonly about: string;
  /** Headers that the answer carries, each with what it says. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Described {
  /** What one must be allowed to do for it. */
  readonly needs: Action;
  /** What it does, as a heading. */
  readonly summary: string;
  /** What one must know to use it, in sentences. */
  readonly about?: string;
  /** Answers by status. */
  readonly gives: Readonly<Record<number, Answer>>;
  /** Refusals besides those that every request may meet. */
  readonly refuses?: readonly ProblemKind[];
  readonly ifMatch?: 'required' | 'optional';
  readonly idempotencyKey?: true;
}

/** What the API is about, in the order in which the documentation tells of it. */
export const NOUNS = [
  'Invitations',
  'Imports',
  'Reconciliations',
  'Conferences',
  'Relevance decisions',
  'Police markers',
  'Expectations',
  'Challenges',
  'Quality audits',
  'Assignments',
  'Plans',
  'Participation',
  'Attendees',
  'Reports',
  'Audit events',
] as const;
export type Noun = (typeof NOUNS)[number];

const ALWAYS: readonly ProblemKind[] = ['not-signed-in', 'forbidden', 'too-many-requests', 'identity-provider-away'];
const WITH_A_BODY: readonly ProblemKind[] = ['bad-request', 'too-large', 'unsupported-media-type'];
const PROBLEM_JSON = 'application/problem+json';

/** Marks a controller of the API: its noun, the bearer token it needs, and that nobody keeps its answers. */
export const Api = (noun: Noun): ClassDecorator =>
  applyDecorators(ApiTags(noun), ApiBearerAuth('token'), ApiExtraModels(ProblemAnswer), UseInterceptors(NotKept));

/** Describes one method of the API. A method without it is missing from the document, which a test notices. */
export function Operation(described: Described): MethodDecorator {
  const { needs, summary, about, gives, refuses = [], ifMatch, idempotencyKey } = described;
  const kinds: readonly ProblemKind[] = [
    ...ALWAYS,
    ...(refuses.includes('invalid-body') ? WITH_A_BODY : []),
    ...(ifMatch === 'required' ? (['if-match-missing'] as const) : []),
    ...(ifMatch === undefined ? [] : (['changed-meanwhile'] as const)),
    ...(idempotencyKey ? (['idempotency-key-missing', 'idempotency-key-reused', 'in-progress'] as const) : []),
    ...refuses,
  ];
  return applyDecorators(
    ApiIncludeEndpoint(),
    ApiOperation({ summary, ...(about === undefined ? {} : { description: about }) }),
    ...Object.entries(gives).map(([status, answer]) => given(Number(status), answer)),
    ...[...new Set(kinds.map((kind) => PROBLEMS[kind].status))].sort().map((status) => refused(status, kinds)),
    ApiExtension('x-roles', rolesFor(needs)),
    ...(ifMatch === undefined ? [] : [IF_MATCH(ifMatch === 'required')]),
    ...(idempotencyKey ? [IDEMPOTENCY_KEY] : []),
  ) as MethodDecorator;
}

const IF_MATCH = (required: boolean): MethodDecorator =>
  ApiHeader({ name: 'If-Match', required, description: 'The ETag as last read.', example: '"1"' }) as MethodDecorator;

const IDEMPOTENCY_KEY = ApiHeader({
  name: 'Idempotency-Key',
  required: true,
  description: 'New for each thing to record.',
  example: '6f1c0e0a-6f5e-4b44-9d51-3f0c1b7f0a11',
}) as MethodDecorator;

const rolesFor = (action: Action): readonly string[] =>
  ROLES.filter((role) => mayAtAll({ id: null, name: role, roles: [role], hubs: ['any'], attendeeId: 1 }, action));

const given = (status: number, { type, about, headers = {} }: Answer): MethodDecorator =>
  ApiResponse({
    status,
    type,
    description: about,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: 'string' } }]),
    ),
  });

/** All refusals with one status, each as a named example. */
function refused(status: number, kinds: readonly ProblemKind[]): MethodDecorator {
  const here = kinds.filter((kind) => PROBLEMS[kind].status === status);
  const examples = Object.fromEntries(here.map((kind) => [kind, { summary: kind, value: exampleOfProblem(kind) }]));
  return ApiResponse({
    status,
    description: here.join(', '),
    content: { [PROBLEM_JSON]: { schema: { $ref: getSchemaPath(ProblemAnswer) }, examples } },
  } as ApiResponseOptions);
}

const exampleOfProblem = (kind: ProblemKind): ProblemAnswer => ({
  type: `/api/problems/${kind}`,
  title: kind.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase()),
  status: PROBLEMS[kind].status,
  detail: PROBLEMS[kind].meaning,
});
