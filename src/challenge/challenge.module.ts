import { Module } from '@nestjs/common';
import { ChallengesApiController } from './challenges.api.controller.js';
import { ChallengesController } from './challenges.controller.js';
import { ChallengesService } from './challenges.service.js';

/** Professional challenge to a local authority, stage by stage. */
@Module({
  controllers: [ChallengesController, ChallengesApiController],
  providers: [ChallengesService],
})
export class ChallengeModule {}
