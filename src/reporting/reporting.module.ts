import { Module } from '@nestjs/common';
import { ReportsApiController } from './reports.api.controller.js';
import { PerformanceController } from './performance.controller.js';
import { RelevanceRateController } from './relevance-rate.controller.js';
import { ReportingService } from './reporting.service.js';
/** Whether 100 % is met, and every conference behind each figure. */
@Module({
  controllers: [RelevanceRateController, PerformanceController, ReportsApiController],
  providers: [ReportingService],
})
export class ReportingModule {}
