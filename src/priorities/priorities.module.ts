import { Module } from '@nestjs/common';
import { CapacityModule } from '../capacity/capacity.module.js';
import { PrioritiesController } from './priorities.controller.js';
import { PrioritiesService } from './priorities.service.js';
import { RecommendationsController } from './recommendations.controller.js';
import { RecommendationsService } from './recommendations.service.js';

/** The force's ten priorities: what the tracker can evidence of each, live, and what it cannot. */
@Module({
  imports: [CapacityModule],
  controllers: [PrioritiesController, RecommendationsController],
  providers: [PrioritiesService, RecommendationsService],
})
export class PrioritiesModule {}
