import { Module } from '@nestjs/common';
import { PostOfficeModule } from '../calendar/post-office.module.js';
import { ChasingLook } from './chasing-look.service.js';
import { ChasingController } from './chasing.controller.js';
import { ChasingWork } from './chasing.service.js';
import { JobRuns } from './job-runs.js';
import { ProofWork } from './proof.service.js';

/** Nobody who has something to do goes unasked, and each night that is proved. */
@Module({
  imports: [PostOfficeModule],
  controllers: [ChasingController],
  providers: [ChasingWork, ChasingLook, ProofWork, JobRuns],
  exports: [ChasingWork, ProofWork, JobRuns],
})
export class ChasingModule {}
