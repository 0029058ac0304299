import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { DuplicatesController } from './duplicates.controller.js';
import { MergeController } from './merge.controller.js';
import { MergingApiController } from './merging.api.controller.js';
import { MergingService } from './merging.service.js';
import { SplitController } from './split.controller.js';
import { SplittingService } from './splitting.service.js';
import { UnmergeController } from './unmerge.controller.js';
import { UnmergingService } from './unmerging.service.js';
/** One conference that was recorded twice, and two that were recorded as one. */
@Module({
  imports: [AssignmentsModule, ChangesModule],
  controllers: [DuplicatesController, MergeController, SplitController, UnmergeController, MergingApiController],
  providers: [MergingService, SplittingService, UnmergingService],
})
export class MergingModule {}
