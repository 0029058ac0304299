import { Module } from '@nestjs/common';
import { NoticePost } from './notice-post.js';
import { Sender } from './sender.js';
/** Calendar mail and notices on their way out. */
@Module({ providers: [Sender, NoticePost], exports: [Sender, NoticePost] })
export class PostOfficeModule {}
