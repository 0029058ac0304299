import { Module } from '@nestjs/common';
import { ParticipationApiController } from './participation.api.controller.js';
import { OutcomeController } from './outcome.controller.js';
import { ReportApiController } from './report.api.controller.js';
import { ReportController } from './report.controller.js';
import { ReportService } from './report.service.js';
import { ParticipationService } from './participation.service.js';

/** What happened at a conference, and the report to it. */
@Module({
  controllers: [OutcomeController, ParticipationApiController, ReportController, ReportApiController],
  providers: [ParticipationService, ReportService],
  exports: [ParticipationService, ReportService],
})
export class ParticipationModule {}
