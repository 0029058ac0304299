import { Module } from '@nestjs/common';
import { AttendeesApiController } from './attendees.api.controller.js';
import { AttendeeFormController } from './attendee-form.controller.js';
import { AttendeesController } from './attendees.controller.js';
import { AttendeesService } from './attendees.service.js';

/** The people who go to conferences. */
@Module({
  // The form comes first: /attendees/new is not the page of somebody called "new".
  controllers: [AttendeeFormController, AttendeesController, AttendeesApiController],
  providers: [AttendeesService],
  exports: [AttendeesService],
})
export class AttendeesModule {}
