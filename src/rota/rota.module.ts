import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { AttendeesModule } from '../attendees/attendees.module.js';
import { AbsenceUploadController } from './absence-upload.controller.js';
import { AbsenceUploadService } from './absence-upload.service.js';
import { PeopleListController } from './people-list.controller.js';
import { PeopleListService } from './people-list.service.js';
import { RotaController } from './rota.controller.js';
import { RotaService } from './rota.service.js';

/** Who is there, and who carries how much. */
@Module({
  imports: [AssignmentsModule, AttendeesModule],
  controllers: [RotaController, AbsenceUploadController, PeopleListController],
  providers: [RotaService, AbsenceUploadService, PeopleListService],
  exports: [RotaService],
})
export class RotaModule {}
