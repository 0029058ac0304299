import { Controller, Get, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { ChasingLook } from './chasing-look.service.js';
import { chasingPage } from './chasing.page.js';

/** Who is told what, and the proof that they were. */
@Controller('chasing')
export class ChasingController {
  constructor(
    private readonly chasing: ChasingLook,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const looked = await this.chasing.look(call.actor, typedText(query, 'hub'));
    const model = chasingPage(looked, this.surroundings.reference);
    return this.pages.render(call, 'chasing/views/chasing.njk', model);
  }
}
