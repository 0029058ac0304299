import { Injectable, type INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Surroundings } from '../../../config/surroundings.js';
import { VERSION } from '../pages.js';
import { completed } from './completed.js';

const ABOUT =
  'Invitations, conferences, who goes and what happened, for programs. Times are RFC 3339 with their offset; answers ' +
  'give them in UTC. Lists page by cursor. Errors are problems after RFC 9457 with a stable `type`.';

/** The OpenAPI document, made from what the controllers say of themselves when it is first asked for. */
@Injectable()
export class ApiDocument {
  private app: INestApplication | null = null;
  private made: OpenAPIObject | null = null;

  constructor(private readonly surroundings: Surroundings) {}

  /** Names the application that the document is about; once, after it was made. */
  describes(app: INestApplication): void {
    this.app = app;
  }

  get(): OpenAPIObject {
    return (this.made ??= this.make());
  }

  private make(): OpenAPIObject {
    if (this.app === null) throw new Error('nobody has said which application the API document describes');
    const about = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Case Conference Tracker')
      .setDescription(ABOUT)
      .setVersion(VERSION)
      .addServer(this.surroundings.settings.http.publicUrl)
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of the configured issuer.' }, 'token')
      .build();
    const document = SwaggerModule.createDocument(this.app, about, {
      onlyIncludeDecoratedEndpoints: true,
      operationIdFactory: (controller, method) => `${controller.replace(/ApiController$/, '')}.${method}`,
    });
    return completed(document);
  }
}
