import { Module } from '@nestjs/common';
import { ConferencesApiController } from './conferences.api.controller.js';
/** Conferences as programs read them; what people read is the desk's. */
@Module({ controllers: [ConferencesApiController] })
export class ConferencesModule {}
