import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Settings } from '../../config/settings.js';
import { ApiDocument } from '../../src/web/api/document.js';
import { operationsOf, type DescribedOperation } from '../../src/web/api/completed.js';
import { testApp, type TestApp } from './app.js';
import { given } from './given.js';
import { testIssuer, type TestIssuer } from './issuer.js';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** Parsed; null when there was nothing. */
  readonly body: any;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Sent = { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/** Checks answers against the OpenAPI document; there, answers may have no property that it does not name. */
export class Contract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(readonly document: OpenAPIObject) {
    formats.default(this.ajv);
    const components = structuredClone(document.components);
    for (const [name, schema] of Object.entries(components?.schemas ?? {})) {
      if (name !== 'ProblemAnswer') (schema as { additionalProperties?: boolean }).additionalProperties = false;
    }
    this.ajv.addSchema({ $id: 'document', components });
  }

  /** Sentences on how a value misses a schema of the document; empty when it fits. */
  faults(schema: object, value: unknown): readonly string[] {
    const key = JSON.stringify(schema).replaceAll('"#/', '"document#/');
    const validate = this.compiled.get(key) ?? this.ajv.compile(JSON.parse(key) as object);
    this.compiled.set(key, validate);
    return validate(value)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  }

  operation(method: string, url: string): DescribedOperation | undefined {
    const path = url.split('?')[0] ?? '';
    const found = operationsOf(this.document).filter(
      (one) =>
        one.method === method.toLowerCase() && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    return found[0]?.operation;
  }

  /** Throws unless the document announces this answer. */
  expectAnnounced(method: string, url: string, answer: ApiAnswer): void {
    const operation = this.operation(method, url);
    if (operation === undefined) return;
    const announced = operation.responses[String(answer.status)];
    if (announced === undefined) throw new Error(`${method} ${url} gave ${answer.status}, which is not announced`);
    const media = announced.content?.[answer.headers['content-type']?.split(';')[0] ?? ''];
    if (media?.schema === undefined) throw new Error(`${method} ${url} gave another format: ${answer.text}`);
    const faults = this.faults(media.schema, answer.body);
    if (faults.length > 0) throw new Error(`${method} ${url}: ${faults.join('; ')} in ${answer.text}`);
    const kind = String(answer.body?.type ?? '').replace('/api/problems/', '');
    if (answer.status >= 400 && media.examples?.[kind] === undefined) {
      throw new Error(`${method} ${url} refused with ${kind}, which is not announced`);
    }
  }
}

/** A program with a token. Every answer it gets is compared with the OpenAPI document. */
export class Program {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly contract: Contract,
    private readonly token: string | null,
  ) {}

  get(url: string): Promise<ApiAnswer> {
    return this.send('GET', url);
  }

  post(url: string, body: unknown, headers: Sent['headers'] = {}): Promise<ApiAnswer> {
    return this.send('POST', url, { body, headers });
  }

  async send(method: Method, url: string, { body, headers = {} }: Sent = {}): Promise<ApiAnswer> {
    const answered = await this.app.inject({
      method,
      url,
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = /json/.test(String(answered.headers['content-type']));
    const answer: ApiAnswer = {
      status: answered.statusCode,
      headers: answered.headers as Record<string, string | undefined>,
      text: answered.body,
      body: isJson && answered.body !== '' ? JSON.parse(answered.body) : null,
    };
    this.contract.expectAnnounced(method, url, answer);
    return answer;
  }
}

export interface TestApi extends TestApp {
  readonly issuer: TestIssuer;
  readonly contract: Contract;
  readonly given: ReturnType<typeof given>;
  /** A program that acts for a person of the demo force, such as `priya`. */
  as(persona: string): Promise<Program>;
  withToken(token: string | null): Program;
}

/** The whole application with a real issuer in front of its API. */
export async function testApi(now: string, over: Partial<Settings> = {}): Promise<TestApi> {
  const issuer = await testIssuer();
  const test = await testApp(now, { oidc: issuer.settings, ...over });
  const contract = new Contract(test.app.get(ApiDocument).get());
  const withToken = (token: string | null): Program => new Program(test.app, contract, token);
  return {
    ...test,
    issuer,
    contract,
    given: given(test),
    withToken,
    as: async (persona) => withToken(await issuer.tokenFor(persona)),
    stop: async () => {
      await test.stop();
      await issuer.stop();
    },
  };
}

/** A body that records an ICPC in Reading on Mon 30 Nov 2026 at 09:30, notified a fortnight before. */
export const invitationBody = (over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  hub: 'reading',
  kind: 'icpc',
  startsAt: '2026-11-30T09:30:00Z',
  endsAt: '2026-11-30T11:00:00Z',
  mode: 'video',
  receivedAt: '2026-11-16T10:15:00Z',
  channel: 'portal',
  ...over,
});
