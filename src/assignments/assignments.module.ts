import { Module } from '@nestjs/common';
import { AssignmentsApiController } from './assignments.api.controller.js';
import { AssignController } from './assign.controller.js';
import { AssignedController } from './assigned.controller.js';
import { ReassignController } from './reassign.controller.js';
import { ConflictsController } from './conflicts.controller.js';
import { ConflictsService } from './conflicts.service.js';
import { CoverController } from './cover.controller.js';
import { CoverService } from './cover.service.js';
import { AnswersService } from './answers.service.js';
import { AssignmentsService } from './assignments.service.js';
import { SwapController } from './swap.controller.js';
import { SwapService } from './swap.service.js';

/** Who goes, and what they answered. */
@Module({
  controllers: [
    AssignController,
    AssignedController,
    ReassignController,
    SwapController,
    AssignmentsApiController,
    CoverController,
    ConflictsController,
  ],
  providers: [AssignmentsService, AnswersService, CoverService, ConflictsService, SwapService],
  exports: [AssignmentsService, AnswersService],
})
export class AssignmentsModule {}
