import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Surroundings } from '../../../config/surroundings.js';
import { Open } from '../../access/access.guard.js';
import { Pages } from '../pages.js';
import { docsPage, problemPage } from './docs.page.js';
import { ApiDocument } from './document.js';
import { isProblemKind } from './problems.js';
import { Call, type OpenCall } from '../page-call.js';

/** The API explained, to programs and to people. Open: it tells how to ask, and nothing that is on record. */
@Controller('api')
@Open()
export class DocsController {
  constructor(
    private readonly document: ApiDocument,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get('openapi.json')
  openapi(): OpenAPIObject {
    return this.document.get();
  }

  @Get('docs')
  docs(@Call() call: OpenCall): Promise<string> {
    const { demo, http } = this.surroundings.settings;
    const model = docsPage(this.document.get(), { demo, publicUrl: http.publicUrl });
    return this.pages.render(call, 'web/api/views/docs.njk', model);
  }

  @Get('problems/:kind')
  problem(@Param('kind') kind: string, @Call() call: OpenCall): Promise<string> {
    if (!isProblemKind(kind)) throw new NotFoundException();
    return this.pages.render(call, 'web/api/views/problem.njk', problemPage(kind));
  }
}
