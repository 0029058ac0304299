import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { AttendeesModule } from '../attendees/attendees.module.js';
import { RotaController } from './rota.controller.js';
import { RotaService } from './rota.service.js';

/** Who is there, and who carries how much. */
@Module({
  imports: [AssignmentsModule, AttendeesModule],
  controllers: [RotaController],
  providers: [RotaService],
})
export class RotaModule {}
