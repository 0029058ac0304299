import { Module } from '@nestjs/common';
import { FeedDocumentsController } from './feed-documents.controller.js';
import { FeedDocumentsService } from './feed-documents.service.js';
import { FeedsController } from './feeds.controller.js';
import { FeedsService } from './feeds.service.js';

/** Calendars to subscribe to: an attendee's own conferences, or all of a hub. */
@Module({
  controllers: [FeedsController, FeedDocumentsController],
  providers: [FeedsService, FeedDocumentsService],
  exports: [FeedsService],
})
export class FeedsModule {}
