import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LARGEST_FILE } from '../imports/list.js';

/** A file that came with a request; it is gone once the request is answered. */
export interface ReceivedFile {
  readonly path: string;
  readonly fileName: string;
  /** How much of it came. */
  readonly bytes: number;
  /** It was larger than any list may be, and was not kept to its end. */
  readonly tooLarge: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    receivedFile?: ReceivedFile;
  }
}

const FORMS: readonly (string | undefined)[] = [
  '/imports',
  '/reconciliation',
  '/markers',
  '/expected/list',
  '/attendees/:id/absences/calendar',
  '/rota/people-list',
];
const APIS: readonly (string | undefined)[] = ['/api/v1/imports', '/api/v1/reconciliations'];
export const LIST_TYPES = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];

/** Takes files by the form for lists and by the API, and nowhere else, onto the disk and never into memory. */
export async function receiveFiles(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRequest', async (request) => {
    const isMultipart = /^multipart\//i.test(request.headers['content-type'] ?? '');
    if (isMultipart && !FORMS.includes(request.routeOptions.url)) throw unsupported();
  });
  await fastify.register(multipart, {
    attachFieldsToBody: 'keyValues',
    limits: { files: 1, fields: 20, parts: 21, fieldSize: 10_000, fileSize: LARGEST_FILE },
    throwFileSizeLimit: false,
    async onFile(this: FastifyRequest, part) {
      // Strangers fill no disk: the session is known by now, though the token of the form is checked later.
      if (this.session.accountId === undefined) part.file.resume();
      else await receiveFile(this, part.file, part.filename);
    },
  });
  // The handler reads the stream itself, once it knows who is asking.
  fastify.addContentTypeParser(LIST_TYPES, (request, payload, done) => {
    if (APIS.includes(request.routeOptions.url)) done(null, payload);
    else done(unsupported());
  });
  fastify.addHook('onResponse', (request) => forget(request));
  fastify.addHook('onRequestAbort', forget);
}

const unsupported = (): Error => Object.assign(new Error('Unsupported Media Type'), { statusCode: 415 });

/** Writes what comes to a file of its own, up to the size that a list may have. */
export async function receiveFile(request: FastifyRequest, from: Readable, fileName: string): Promise<ReceivedFile> {
  const path = join(await mkdtemp(join(tmpdir(), 'received-')), 'list');
  let bytes = 0;
  let cut = false;
  // The rest is read and dropped: a browser shows our answer only after it has sent everything.
  async function* upToLimit(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const piece of source) {
      bytes += piece.length;
      if (bytes <= LARGEST_FILE) yield piece;
      else cut = true;
    }
  }
  request.receivedFile = { path, fileName, bytes: 0, tooLarge: false };
  await pipeline(from, upToLimit, createWriteStream(path, { mode: 0o600 }));
  const truncated = (from as { truncated?: boolean }).truncated === true;
  return (request.receivedFile = { path, fileName, bytes, tooLarge: cut || truncated });
}

async function forget(request: FastifyRequest): Promise<void> {
  const received = request.receivedFile;
  if (received !== undefined) await rm(dirname(received.path), { recursive: true, force: true });
}
