import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { ParticipationModule } from '../participation/participation.module.js';
import { AuthoritiesController } from './authorities.controller.js';
import { DecidingService } from './deciding.service.js';
import { LettersController } from './letters.controller.js';
import { LettersService } from './letters.service.js';
import { LookingService } from './looking.service.js';
import { OnRecordService } from './on-record.service.js';
import { ReadingService } from './reading.service.js';
import { ReconciliationsApiController } from './reconciliations.api.controller.js';
import { ReconciliationsController } from './reconciliations.controller.js';
import { ReconciliationsService } from './reconciliations.service.js';
import { ReconciliationWork } from './reconciliation-work.service.js';
import { RecordingService } from './recording.service.js';
import { RowsController } from './rows.controller.js';

/** The local authority's own list of what it held, beside ours, until both sides have agreed on every row. */
@Module({
  imports: [InvitationsModule, ParticipationModule, ChangesModule],
  controllers: [
    AuthoritiesController,
    ReconciliationsController,
    RowsController,
    LettersController,
    ReconciliationsApiController,
  ],
  providers: [
    ReconciliationsService,
    ReadingService,
    ReconciliationWork,
    LookingService,
    DecidingService,
    RecordingService,
    OnRecordService,
    LettersService,
  ],
  exports: [ReconciliationsService, ReconciliationWork],
})
export class ReconciliationModule {}
