import { Module } from '@nestjs/common';
import { AssignmentsApiController } from './assignments.api.controller.js';
import { AssignController } from './assign.controller.js';
import { AssignedController } from './assigned.controller.js';
import { ReassignController } from './reassign.controller.js';
import { AnswersService } from './answers.service.js';
import { AssignmentsService } from './assignments.service.js';
/** Who goes, and what they answered. */
@Module({
  controllers: [AssignController, AssignedController, ReassignController, AssignmentsApiController],
  providers: [AssignmentsService, AnswersService],
  exports: [AssignmentsService, AnswersService],
})
export class AssignmentsModule {}
