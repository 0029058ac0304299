import { Module } from '@nestjs/common';
import { AssignmentsModule } from '../assignments/assignments.module.js';
import { MyController } from './my.controller.js';

/** What an attendee sees of it all: their own conferences. */
@Module({ imports: [AssignmentsModule], controllers: [MyController] })
export class MyModule {}
