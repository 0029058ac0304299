import { Module } from '@nestjs/common';
import { AbsencesApiController } from './absences.api.controller.js';
import { AbsencesController } from './absences.controller.js';
import { AbsencesService } from './absences.service.js';
import { AttendeesApiController } from './attendees.api.controller.js';
import { AttendeeFormController } from './attendee-form.controller.js';
import { AttendeesController } from './attendees.controller.js';
import { PatternsApiController } from './patterns.api.controller.js';
import { PatternsController } from './patterns.controller.js';
import { PatternsService } from './patterns.service.js';
import { AttendeesService } from './attendees.service.js';

/** The people who go to conferences. */
@Module({
  // The form comes first: /attendees/new is not the page of somebody called "new".
  controllers: [
    AttendeeFormController,
    AttendeesController,
    AttendeesApiController,
    AbsencesController,
    AbsencesApiController,
    PatternsController,
    PatternsApiController,
  ],
  providers: [AttendeesService, AbsencesService, PatternsService],
  exports: [AttendeesService, AbsencesService],
})
export class AttendeesModule {}
