import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { AnswerLinksController } from './answer-links.controller.js';
import { AnswerLinksService } from './answer-links.service.js';

/** Answering an invitation from its mail, without a calendar and without signing in. */
@Module({ imports: [AssignmentsModule], controllers: [AnswerLinksController], providers: [AnswerLinksService] })
export class AnswerLinksModule {}
