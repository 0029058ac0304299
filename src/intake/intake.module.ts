import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { ChangesModule } from '../changes/changes.module.js';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { AskedChangesService } from './asked-changes.service.js';
import { CandidatesService } from './candidates.service.js';
import { InboxController } from './inbox.controller.js';
import { MailController } from './mail.controller.js';
import { MailService } from './mail.service.js';
import { PasteController } from './paste.controller.js';
import { PostService } from './post.service.js';
import { ReplayService } from './replay.service.js';

/** What arrives from outside: answers, invitations, and all the rest. */
@Module({
  imports: [InvitationsModule, AssignmentsModule, ChangesModule],
  controllers: [InboxController, MailController, PasteController],
  providers: [AskedChangesService, CandidatesService, MailService, PostService, ReplayService],
  exports: [CandidatesService, PostService],
})
export class IntakeModule {}
