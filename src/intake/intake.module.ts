import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { CandidatesService } from './candidates.service.js';
import { InboxController } from './inbox.controller.js';
import { MailController } from './mail.controller.js';
import { MailService } from './mail.service.js';
import { PasteController } from './paste.controller.js';
import { PostService } from './post.service.js';

/** What arrives from outside: answers, invitations, and all the rest. */
@Module({
  imports: [InvitationsModule, AssignmentsModule],
  controllers: [InboxController, MailController, PasteController],
  providers: [CandidatesService, MailService, PostService],
  exports: [CandidatesService, PostService],
})
export class IntakeModule {}
