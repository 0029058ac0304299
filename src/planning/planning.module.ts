import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { CommittingService } from './committing.service.js';
import { PlanController } from './plan.controller.js';
import { PlanWork } from './plan-work.service.js';
import { PlansApiController } from './plans.api.controller.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { Solving } from './solving.service.js';

/** The exact plan of a period: asked for, made in a thread, explained, carried out. */
@Module({
  imports: [AssignmentsModule],
  controllers: [PlansController, PlanController, PlansApiController],
  providers: [PlansService, CommittingService, PlanWork, Solving],
})
export class PlanningModule {}
