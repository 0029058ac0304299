import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import session from '@fastify/session';
import staticFiles from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppModule } from './app.module.js';
import { ApiDocument } from './web/api/document.js';
import { SessionStore } from './access/session-store.js';
import type { Ground } from './ground.module.js';
import { receiveFiles } from './lists/receiving.plugin.js';

const LARGEST_BODY = 1024 * 1024;
const A_YEAR_SECONDS = 31_536_000;

/** The application on Fastify with its guards up, not yet listening. */
export async function makeServer(
  ground: Ground,
  extra: readonly DynamicModule[] = [],
): Promise<NestFastifyApplication> {
  const { http } = ground.surroundings.settings;
  const adapter = new FastifyAdapter({
    trustProxy: http.trustProxy,
    bodyLimit: LARGEST_BODY,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(ground, extra), adapter, {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  await protect(app, ground);
  await app.init();
  app.get(ApiDocument).describes(app);
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

async function protect(app: NestFastifyApplication, ground: Ground): Promise<void> {
  const { settings } = ground.surroundings;
  const https = settings.http.publicUrl.startsWith('https:');
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:'],
        formAction: ["'self'", new URL(settings.oidc.issuer).origin],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    hsts: https ? { maxAge: A_YEAR_SECONDS } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await fastify.register(rateLimit, {
    max: settings.http.requestsPerMinute,
    timeWindow: '1 minute',
    allowList: (request) => request.url.startsWith('/assets/'),
  });
  await fastify.register(cookie);
  await fastify.register(session, {
    secret: settings.session.secret,
    // The `__Host-` prefix needs HTTPS: browsers refuse such a cookie on a plain local address.
    cookieName: https ? '__Host-tracker' : 'tracker',
    cookie: {
      path: '/',
      httpOnly: true,
      secure: https,
      sameSite: 'lax',
      maxAge: settings.session.idleMinutes * 60_000,
    },
    saveUninitialized: false,
    store: app.get<SessionStore>(SessionStore),
  });
  await receiveFiles(fastify);
  const govukFrontend = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));
  await fastify.register(staticFiles, {
    root: [ground.assets, join(govukFrontend, 'dist/govuk')],
    prefix: '/assets/',
    maxAge: '1h',
  });
}
