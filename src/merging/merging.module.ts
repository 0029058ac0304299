import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { MergingService } from './merging.service.js';
import { UnmergingService } from './unmerging.service.js';
/** One conference that was recorded twice, and two that were recorded as one. */
@Module({
  imports: [AssignmentsModule, ChangesModule],
  controllers: [],
  providers: [MergingService, UnmergingService],
})
export class MergingModule {}
