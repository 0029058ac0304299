import { Module } from '@nestjs/common';
import { PostOfficeModule } from '../calendar/post-office.module.js';
import { NoticeWork } from './notice-work.service.js';
import { RelevanceApiController } from './relevance.api.controller.js';
import { RelevanceController } from './relevance.controller.js';
import { RelevanceService } from './relevance.service.js';
import { WorkListController } from './work-list.controller.js';

/** Which reviews are relevant, and who said so. */
@Module({
  imports: [PostOfficeModule],
  controllers: [WorkListController, RelevanceController, RelevanceApiController],
  providers: [RelevanceService, NoticeWork],
  exports: [RelevanceService, NoticeWork],
})
export class RelevanceModule {}
