import { Module } from '@nestjs/common';
import { CapacityController } from './capacity.controller.js';
import { CapacityService } from './capacity.service.js';

/** Expected conferences by hub and week against the hours of those who could go. */
@Module({ controllers: [CapacityController], providers: [CapacityService], exports: [CapacityService] })
export class CapacityModule {}
