import { Module } from '@nestjs/common';
import { FreezingWork } from './freezing.service.js';
import { FrozenMonthsController } from './frozen-months.controller.js';
import { FrozenMonthsService } from './frozen-months.service.js';
import { MonthlyReportController } from './monthly-report.controller.js';
import { ReportsApiController } from './reports.api.controller.js';
import { PerformanceController } from './performance.controller.js';
import { RelevanceRateController } from './relevance-rate.controller.js';
import { ReportingService } from './reporting.service.js';

/** Whether 100 % is met, and every conference behind each figure. */
@Module({
  controllers: [
    MonthlyReportController,
    RelevanceRateController,
    PerformanceController,
    FrozenMonthsController,
    ReportsApiController,
  ],
  providers: [ReportingService, FrozenMonthsService, FreezingWork],
  exports: [FreezingWork],
})
export class ReportingModule {}
