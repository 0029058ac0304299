import { Module } from '@nestjs/common';
import { InvitationsModule } from '../invitations/invitations.module.js';
import { ExpectationChanges } from './expectation-changes.service.js';
import { ExpectationController } from './expectation.controller.js';
import { ExpectationWork } from './expectation-work.service.js';
import { ExpectationsApiController } from './expectations.api.controller.js';
import { ExpectationsService } from './expectations.service.js';
import { ExpectedController } from './expected.controller.js';

/** Conferences that should be coming: after an outcome, a strategy discussion or a transfer. */
@Module({
  imports: [InvitationsModule],
  controllers: [ExpectedController, ExpectationController, ExpectationsApiController],
  providers: [ExpectationsService, ExpectationChanges, ExpectationWork],
})
export class ExpectationsModule {}
