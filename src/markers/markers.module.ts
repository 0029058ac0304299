import { Module } from '@nestjs/common';
import { MarkersApiController } from './markers.api.controller.js';
import { MarkersController } from './markers.controller.js';
import { MarkersService } from './markers.service.js';

/** What police know of families, as that and when: it speaks for criteria, and opens reviews again. */
@Module({
  controllers: [MarkersController, MarkersApiController],
  providers: [MarkersService],
})
export class MarkersModule {}
