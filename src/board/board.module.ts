import { Module } from '@nestjs/common';
import { BoardController } from './board.controller.js';
/** What is missing in the next ten working days. */
@Module({ controllers: [BoardController] })
export class BoardModule {}
