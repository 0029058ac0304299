import { Module } from '@nestjs/common';
import { Sender } from './sender.js';
/** Calendar mail on its way out. */
@Module({ providers: [Sender], exports: [Sender] })
export class PostOfficeModule {}
