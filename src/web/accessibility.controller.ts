import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Open } from '../access/access.guard.js';
import { Pages } from './pages.js';

/** The accessibility statement, for anybody who can reach the tracker. */
@Controller('accessibility')
export class AccessibilityController {
  constructor(private readonly pages: Pages) {}

  @Get()
  @Open()
  statement(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.pages.render(request, reply, 'web/views/accessibility.njk', { title: 'Accessibility of this tracker' });
  }
}
