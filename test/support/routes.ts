import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Route {
  readonly method: string;
  /** As Fastify has it, with `:name` for parameters. */
  readonly path: string;
}

/** Every route that is served, from the server's own table: nothing can be added without being in it. */
export function routesOf(app: NestFastifyApplication): readonly Route[] {
  const lines = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false, includeHooks: false });
  const parents: string[] = [];
  return String(lines)
    .split('\n')
    .flatMap((line) => {
      const found = /^((?:[│ ] {3})*)[├└]── (\S*) ?(?:\((.+)\))?$/u.exec(line);
      if (found === null) return [];
      const [, indent = '', part = '', methods = ''] = found;
      const depth = indent.length / 4;
      parents[depth] = part;
      const path = parents.slice(0, depth + 1).join('');
      return methods
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD' && method !== 'OPTIONS')
        .map((method) => ({ method, path }));
    });
}
