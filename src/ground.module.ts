import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { Surroundings } from '../config/surroundings.js';
import { Identity } from './access/identity.js';
import { SessionStore } from './access/session-store.js';
import { Mailer } from './calendar/sender.js';
import { Database } from './database/database.js';
import { Log } from './kernel/log.js';
import { MenuCounts } from './web/menu-counts.js';
import { Pages } from './web/pages.js';
import { Templates } from './web/templates.js';

/** The stateful things every feature stands on, made outside and handed in. */
export interface Ground {
  readonly db: Database;
  readonly surroundings: Surroundings;
  readonly mailer: Mailer;
  readonly templates: Templates;
  readonly log: Log;
  /** The folder with the stylesheet and scripts that pages load. */
  readonly assets: string;
}

@Global()
@Module({})
export class GroundModule {
  static of(ground: Ground): DynamicModule {
    const { settings } = ground.surroundings;
    const provided: Provider[] = [
      { provide: Database, useValue: ground.db },
      { provide: Surroundings, useValue: ground.surroundings },
      { provide: Mailer, useValue: ground.mailer },
      { provide: Templates, useValue: ground.templates },
      { provide: Log, useValue: ground.log },
      { provide: Identity, useValue: new Identity(settings.oidc, settings.http.publicUrl) },
      { provide: SessionStore, useValue: new SessionStore(ground.db, ground.surroundings) },
      MenuCounts,
      Pages,
    ];
    return { module: GroundModule, providers: provided, exports: provided };
  }
}
