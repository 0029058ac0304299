import { Module, type DynamicModule } from '@nestjs/common';
import { DemoController } from './demo.controller.js';
import { DemoParts } from './demo-parts.js';

/** Pages that exist only in a demo: every mailbox, the clock, tokens for scripts. */
@Module({})
export class DemoModule {
  static of(parts: DemoParts): DynamicModule {
    return { module: DemoModule, controllers: [DemoController], providers: [{ provide: DemoParts, useValue: parts }] };
  }
}
