import { Module } from '@nestjs/common';
import { ConferenceController } from './conference.controller.js';
/** The coordinator's desk: one conference with everything about it. */
@Module({ controllers: [ConferenceController] })
export class DeskModule {}
