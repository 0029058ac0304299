import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { PostOfficeModule } from '../calendar/post-office.module.js';
import { AutomationController } from './automation.controller.js';
import { AutomationService } from './automation.service.js';
import { ConfirmationApiController } from './confirmation.api.controller.js';
import { ConfirmationController } from './confirmation.controller.js';
import { ConfirmationService } from './confirmation.service.js';
import { DigestWork } from './digest-work.service.js';
import { RefusalsInterceptor } from './refusals.interceptor.js';

/** What service accounts did: shown, told once a day, and confirmed by people where the hub wants it. */
@Module({
  imports: [PostOfficeModule],
  controllers: [AutomationController, ConfirmationController, ConfirmationApiController],
  providers: [
    AutomationService,
    ConfirmationService,
    DigestWork,
    { provide: APP_INTERCEPTOR, useClass: RefusalsInterceptor },
  ],
  exports: [DigestWork],
})
export class AutomationModule {}
