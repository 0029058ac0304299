import { Module } from '@nestjs/common';
import { ChangesApiController } from './changes.api.controller.js';
import { ChangesService } from './changes.service.js';
import { MoveController } from './move.controller.js';
import { StateController } from './state.controller.js';
/** What happens to a conference, and to everybody on it. */
@Module({
  controllers: [MoveController, StateController, ChangesApiController],
  providers: [ChangesService],
  exports: [ChangesService],
})
export class ChangesModule {}
