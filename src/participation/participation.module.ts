import { Module } from '@nestjs/common';
import { ParticipationApiController } from './participation.api.controller.js';
import { OutcomeController } from './outcome.controller.js';
import { ParticipationService } from './participation.service.js';
/** What happened at a conference. */
@Module({
  controllers: [OutcomeController, ParticipationApiController],
  providers: [ParticipationService],
  exports: [ParticipationService],
})
export class ParticipationModule {}
