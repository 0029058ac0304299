import { Module } from '@nestjs/common';
import { QualityApiController } from './quality.api.controller.js';
import { QualityController } from './quality.controller.js';
import { QualityService } from './quality.service.js';

/** Measure F1: what people who read contributions find of them. */
@Module({
  controllers: [QualityController, QualityApiController],
  providers: [QualityService],
})
export class QualityModule {}
