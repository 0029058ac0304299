import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { CarryingOutService } from './carrying-out.service.js';
import { ImportColumnsController } from './import-columns.controller.js';
import { ImportWork } from './import-work.service.js';
import { ImportsController } from './imports.controller.js';
import { ImportsApiController } from './imports.api.controller.js';
import { ImportsService } from './imports.service.js';
import { LookingService } from './looking.service.js';
import { PreviewingService } from './previewing.service.js';
import { RememberingService } from './remembering.service.js';
import { UndoingService } from './undoing.service.js';

/** Lists of conferences that local authorities send: read, looked at, carried out, taken back. */
@Module({
  imports: [InvitationsModule, ChangesModule],
  controllers: [ImportsController, ImportColumnsController, ImportsApiController],
  providers: [
    ImportsService,
    LookingService,
    ImportWork,
    PreviewingService,
    CarryingOutService,
    RememberingService,
    UndoingService,
  ],
  exports: [ImportsService, ImportWork],
})
export class ListsModule {}
