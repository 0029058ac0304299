import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { typedText } from '../kernel/typed-text.js';
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
  async show(
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const looked = await this.chasing.look(request.actor, typedText(query, 'hub'));
    const model = chasingPage(looked, this.surroundings.reference);
    return this.pages.render(request, reply, 'chasing/views/chasing.njk', model);
  }
}
