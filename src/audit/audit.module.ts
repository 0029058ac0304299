import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller.js';
import { AuditEventsApiController } from './audit-events.api.controller.js';
import { SealingWork } from './sealing.service.js';

/** Reading the trail; writing it is everybody's, through `record`. */
@Module({ controllers: [AuditController, AuditEventsApiController], providers: [SealingWork] })
export class AuditModule {}
