import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { AnswerLinksController } from './answer-links.controller.js';
import { ParticipationModule } from '../participation/participation.module.js';
import { OutcomeLinksController } from './outcome-links.controller.js';
import { AnswerLinksService } from './answer-links.service.js';

/** Answering an invitation from its mail, and saying afterwards whether one went, without a calendar and without signing in. */
@Module({
  imports: [AssignmentsModule, ParticipationModule],
  controllers: [AnswerLinksController, OutcomeLinksController],
  providers: [AnswerLinksService],
})
export class AnswerLinksModule {}
