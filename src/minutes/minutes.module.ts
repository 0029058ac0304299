import { Module } from '@nestjs/common';
import { AwaitedController } from './awaited.controller.js';
import { MinutesApiController } from './minutes.api.controller.js';
import { MinutesController } from './minutes.controller.js';
import { MinutesService } from './minutes.service.js';

/** Minutes of conferences: asked for, and received or not. */
@Module({
  controllers: [AwaitedController, MinutesController, MinutesApiController],
  providers: [MinutesService],
})
export class MinutesModule {}
