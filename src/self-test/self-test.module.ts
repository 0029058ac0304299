import { Module } from '@nestjs/common';
import { SelfTestController } from './self-test.controller.js';
import { SelfTestService } from './self-test.service.js';

/** A test of calendar mail with one's own mailbox. */
@Module({ controllers: [SelfTestController], providers: [SelfTestService] })
export class SelfTestModule {}
