import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { ParticipationModule } from '../participation/participation.module.js';
import { MyController } from './my.controller.js';

/** What an attendee sees of it all: their own conferences. */
@Module({ imports: [AssignmentsModule, ParticipationModule], controllers: [MyController] })
export class MyModule {}
