import { Module } from '@nestjs/common';
import { ChangesApiController } from './changes.api.controller.js';
import { ChangesService } from './changes.service.js';
import { MoveController } from './move.controller.js';
import { SitAgainController } from './sit-again.controller.js';
import { SittingsService } from './sittings.service.js';
import { StateController } from './state.controller.js';
/** What happens to a conference, and to everybody on it. */
@Module({
  controllers: [MoveController, SitAgainController, StateController, ChangesApiController],
  providers: [ChangesService, SittingsService],
  exports: [ChangesService, SittingsService],
})
export class ChangesModule {}
