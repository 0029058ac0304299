import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { AttendeesModule } from '../attendees/attendees.module.js';
import { ParticipationModule } from '../participation/participation.module.js';
import { RotaModule } from '../rota/rota.module.js';
import { MyController } from './my.controller.js';

/** What an attendee sees of it all: their own conferences. */
@Module({ imports: [AssignmentsModule, AttendeesModule, ParticipationModule, RotaModule], controllers: [MyController] })
export class MyModule {}
