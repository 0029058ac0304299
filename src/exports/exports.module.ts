import { Module } from '@nestjs/common';
import { ExportsController } from './exports.controller.js';
import { ExportsService } from './exports.service.js';

/** The conferences, children and assignments behind the figures as CSV and XLSX. */
@Module({ controllers: [ExportsController], providers: [ExportsService] })
export class ExportsModule {}
