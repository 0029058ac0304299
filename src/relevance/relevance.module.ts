import { Module } from '@nestjs/common';
import { RelevanceApiController } from './relevance.api.controller.js';
import { RelevanceController } from './relevance.controller.js';
import { RelevanceService } from './relevance.service.js';
/** Which reviews are relevant, and who said so. */
@Module({
  controllers: [RelevanceController, RelevanceApiController],
  providers: [RelevanceService],
  exports: [RelevanceService],
})
export class RelevanceModule {}
