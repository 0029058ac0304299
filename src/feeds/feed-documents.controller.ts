import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Open } from '../access/access.guard.js';
import { FeedDocumentsService } from './feed-documents.service.js';
import { isUnchanged } from './unchanged.js';

/** The calendars themselves. Calendars cannot sign in: the address is the secret. */
@Open()
@Controller('feeds')
export class FeedDocumentsController {
  constructor(private readonly documents: FeedDocumentsService) {}

  /** Only a document that is handed out is recorded as shown: a HEAD or a 304 says nothing new about anybody. */
  @Get(':file')
  async fetch(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const document = await this.documents.read(file.replace(/\.ics$/, ''));
    if (document === null || !file.endsWith('.ics')) throw new NotFoundException();
    void reply
      .header('etag', document.etag)
      .header('cache-control', 'private, no-cache')
      .header('x-robots-tag', 'noindex');
    if (isUnchanged(request.headers['if-none-match'], document.etag)) return void reply.status(304);
    if (request.method === 'GET') await this.documents.recordShown(document);
    void reply
      .header('content-type', 'text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="conferences.ics"');
    return document.ics;
  }
}
