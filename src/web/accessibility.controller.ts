import { Controller, Get } from '@nestjs/common';
import { Open } from '../access/access.guard.js';
import { Call, type OpenCall } from './page-call.js';
import { Pages } from './pages.js';

/** The accessibility statement, for anybody who can reach the tracker. */
@Controller('accessibility')
export class AccessibilityController {
  constructor(private readonly pages: Pages) {}

  @Get()
  @Open()
  statement(@Call() call: OpenCall): Promise<string> {
    return this.pages.render(call, 'web/views/accessibility.njk', { title: 'Accessibility of this tracker' });
  }
}
