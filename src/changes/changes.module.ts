import { Module } from '@nestjs/common';
import { ChangesApiController } from './changes.api.controller.js';
import { ChangesService } from './changes.service.js';
import { ChildrenController } from './children.controller.js';
import { CorrectionsApiController } from './corrections.api.controller.js';
import { CorrectionsService } from './corrections.service.js';
import { KindController } from './kind.controller.js';
import { MoveController } from './move.controller.js';
import { SitAgainController } from './sit-again.controller.js';
import { SittingsService } from './sittings.service.js';
import { StateController } from './state.controller.js';
/** What happens to a conference, and to everybody on it. */
@Module({
  controllers: [
    ChildrenController,
    KindController,
    MoveController,
    SitAgainController,
    StateController,
    ChangesApiController,
    CorrectionsApiController,
  ],
  providers: [ChangesService, CorrectionsService, SittingsService],
  exports: [ChangesService, CorrectionsService, SittingsService],
})
export class ChangesModule {}
