import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isApi } from '../access/access.guard.js';
import { FormExpired } from '../access/form-token.js';
import { IdentityProviderAway } from '../access/identity.js';
import { Log } from '../kernel/log.js';
import { Pages } from './pages.js';
import { problem, ProblemError, type Problem } from './problem.js';

interface Explained {
  readonly status: number;
  readonly kind: string;
  readonly title: string;
  readonly sentence: string;
  /** Where a program has to do something else than a person. */
  readonly toPrograms?: string;
}

const EXPLAINED: Record<number, Explained> = {
  400: {
    status: 400,
    kind: 'bad-request',
    title: 'That request could not be read',
    sentence: 'Go back, check what you sent and try again.',
    toPrograms: 'Send a body that is JSON in UTF-8, to an address that is encoded as RFC 3986 has it.',
  },
  401: {
    status: 401,
    kind: 'not-signed-in',
    title: 'Sign in first',
    sentence: 'Send a bearer token of the configured issuer that has not run out.',
  },
  403: {
    status: 403,
    kind: 'forbidden',
    title: 'You may not do this',
    sentence: 'Your role does not allow this. If it should, ask your administrator.',
  },
  404: {
    status: 404,
    kind: 'not-found',
    title: 'Page not found',
    sentence: 'It does not exist, or it is not within your hubs. Check the reference, or search for it.',
  },
  413: { status: 413, kind: 'too-large', title: 'That was too large', sentence: 'Send less at once.' },
  415: {
    status: 415,
    kind: 'unsupported-media-type',
    title: 'That format cannot be read',
    sentence: 'Send JSON to the API, or use the form on the page.',
  },
  429: {
    status: 429,
    kind: 'too-many-requests',
    title: 'Too many requests',
    sentence: 'Wait a minute, then try again.',
  },
  503: {
    status: 503,
    kind: 'identity-provider-away',
    title: 'Sign-in is not available',
    sentence: 'The sign-in service does not answer. Nothing is lost: try again in a few minutes.',
  },
  500: {
    status: 500,
    kind: 'internal-error',
    title: 'Something went wrong',
    sentence: 'Nothing was changed. Try again; if it happens twice, tell the service desk.',
  },
};

const FORGED: Explained = {
  status: 403,
  kind: 'form-expired',
  title: 'This form is no longer valid',
  sentence:
    'You may have signed in again since you opened it. Nothing was changed. Copy what you typed, go back and send it again.',
};

/** The one place where what went wrong becomes a page for people or a problem for programs. */
@Catch()
export class ErrorsFilter implements ExceptionFilter {
  constructor(
    private readonly pages: Pages,
    private readonly log: Log,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const explained = explain(error);
    if (explained.status >= 500) this.log.error({ err: error, requestId: request.id }, 'request failed');
    if (isApi(request)) return this.answerProgram(reply, error, explained);
    if (explained.status === 401 && request.method === 'GET') {
      return void reply.redirect(`/sign-in?returnTo=${encodeURIComponent(request.url)}`, 303);
    }
    const html = await this.html(request, reply, explained);
    void reply.send(html);
  }

  /** Nobody catches what is thrown here: it would end the process. A database that goes away fails the menu, too. */
  private async html(request: FastifyRequest, reply: FastifyReply, explained: Explained): Promise<string> {
    const view = 'web/views/errors/error.njk';
    const model = this.page(request, explained);
    try {
      return await this.pages.render({ request, reply }, view, model, explained.status);
    } catch (error) {
      this.log.error({ err: error, requestId: request.id }, 'the page that tells of a failure failed');
      return this.pages.render({ request: null, reply }, view, model, explained.status);
    }
  }

  private answerProgram(reply: FastifyReply, error: unknown, explained: Explained): void {
    const said: Problem =
      error instanceof ProblemError
        ? error.problem
        : problem(explained.status, explained.kind, explained.toPrograms ?? explained.sentence).problem;
    if (said.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .status(said.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(said));
  }

  private page(request: FastifyRequest, explained: Explained): { title: string } & Record<string, unknown> {
    const signIn = explained.status === 401 ? [{ text: 'Sign in', href: '/sign-in' }] : [];
    return {
      title: explained.title,
      status: explained.status,
      paragraphs: [explained.sentence],
      links: [...signIn, { text: 'Go to the start page', href: '/' }],
      typed: explained === FORGED ? typedIn(request.body) : [],
      requestId: explained.status >= 500 ? request.id : null,
    };
  }
}

/** More than any form of ours has: a forged one may have as many as fit into a megabyte. */
const MOST_FIELDS = 200;

/** What the person had typed, so that an expired form does not cost them their work. */
function typedIn(body: unknown): readonly { key: string; value: string }[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body)
    .filter(([key, value]) => key !== '_csrf' && typeof value === 'string' && value !== '')
    .slice(0, MOST_FIELDS)
    .map(([key, value]) => ({ key, value: String(value).slice(0, 5_000) }));
}

function explain(error: unknown): Explained {
  if (error instanceof ProblemError)
    return { ...EXPLAINED[500]!, status: error.problem.status, sentence: error.problem.detail };
  if (error instanceof IdentityProviderAway) return EXPLAINED[503]!;
  if (error instanceof FormExpired) return FORGED;
  const status =
    error instanceof HttpException ? error.getStatus() : ((error as { statusCode?: number }).statusCode ?? 500);
  return EXPLAINED[status] ?? (status < 500 ? { ...EXPLAINED[400]!, status } : EXPLAINED[500]!);
}
