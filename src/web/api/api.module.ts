import { Global, Module } from '@nestjs/common';
import { ApiDocument } from './document.js';
import { DocsController } from './docs.controller.js';
import { Idempotency } from './idempotency.js';

/** What every API controller stands on, and the pages that explain the API. */
@Global()
@Module({ controllers: [DocsController], providers: [ApiDocument, Idempotency], exports: [ApiDocument, Idempotency] })
export class ApiModule {}
