import { Module } from '@nestjs/common';
import { AccessibilityController } from './accessibility.controller.js';
import { HealthController } from './health.controller.js';
import { HomeController } from './home.controller.js';
import { SignInController } from './sign-in.controller.js';

/** The frame around the features: start page, search, sign-in, health. */
@Module({ controllers: [AccessibilityController, HealthController, HomeController, SignInController] })
export class WebModule {}
