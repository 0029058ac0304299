import { Module } from '@nestjs/common';
import { InvitationsApiController } from './invitations.api.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
/** Recording that TVP was invited. */
@Module({
  controllers: [InvitationsController, InvitationsApiController],
  providers: [InvitationsService],
  exports: [InvitationsService],
})
export class InvitationsModule {}
