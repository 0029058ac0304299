import { Module } from '@nestjs/common';
import { ChangesApiController } from './changes.api.controller.js';
import { ChangesService } from './changes.service.js';
import { ChildrenController } from './children.controller.js';
import { CircumstancesApiController } from './circumstances.api.controller.js';
import { ConvenerController } from './convener.controller.js';
import { CorrectionsApiController } from './corrections.api.controller.js';
import { CorrectionsService } from './corrections.service.js';
import { KindController } from './kind.controller.js';
import { MoveController } from './move.controller.js';
import { QuorumController } from './quorum.controller.js';
import { QuorumService } from './quorum.service.js';
import { SitAgainController } from './sit-again.controller.js';
import { SittingsService } from './sittings.service.js';
import { StateController } from './state.controller.js';
import { TransferInController } from './transfer-in.controller.js';
import { TransferOutController } from './transfer-out.controller.js';
import { TransfersService } from './transfers.service.js';
/** What happens to a conference, and to everybody on it. */
@Module({
  controllers: [
    ChildrenController,
    ConvenerController,
    KindController,
    MoveController,
    QuorumController,
    SitAgainController,
    StateController,
    TransferInController,
    TransferOutController,
    ChangesApiController,
    CircumstancesApiController,
    CorrectionsApiController,
  ],
  providers: [ChangesService, CorrectionsService, QuorumService, SittingsService, TransfersService],
  exports: [ChangesService, CorrectionsService, QuorumService, SittingsService, TransfersService],
})
export class ChangesModule {}
