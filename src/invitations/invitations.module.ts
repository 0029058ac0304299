import { Module } from '@nestjs/common';
import { InvitationsApiController } from './invitations.api.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { CheckController } from './check.controller.js';
import { FurtherInvitationsApiController } from './further-invitations.api.controller.js';
import { FurtherInvitationsService } from './further-invitations.service.js';
import { FurtherController } from './further.controller.js';
import { InvitationsService } from './invitations.service.js';
import { NeverInvitedService } from './never-invited.service.js';
/** Recording that TVP was invited. */
@Module({
  controllers: [
    InvitationsController,
    CheckController,
    FurtherController,
    InvitationsApiController,
    FurtherInvitationsApiController,
  ],
  providers: [InvitationsService, NeverInvitedService, FurtherInvitationsService],
  exports: [InvitationsService, NeverInvitedService, FurtherInvitationsService],
})
export class InvitationsModule {}
