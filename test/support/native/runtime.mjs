// What Jest loads a test file with. Jest's own runtime reads, links and compiles every module anew for each file, in a
// context apart; this one imports as Node does, so that a worker loads the application once for all its files.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const AS_MODULE = {
  isInternalModule: false,
  supportsDynamicImport: true,
  supportsExportNamespaceFrom: true,
  supportsStaticESM: true,
  supportsTopLevelAwait: true,
};
const sourceMaps = new Map();
const imported = new Map();
let transformer;

/** For test files that import what Jest makes global, as its documentation advises. */
const NAMES = ['describe', 'it', 'test', 'expect', 'beforeAll', 'beforeEach', 'afterAll', 'afterEach'];
const GLOBALS = `data:text/javascript,export const { ${NAMES.join(', ')} } = globalThis`;

/** Sources name each other as they will be called when built: `x.js` is `x.ts` here. */
function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, format: 'module', shortCircuit: true };
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.split('?')[0].endsWith('.ts')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

/** TypeScript as the `transform` of Jest's settings makes it, from the cache that Jest keeps of it. */
function load(url, context, next) {
  if (!url.split('?')[0].endsWith('.ts')) return next(url, context);
  const path = fileURLToPath(url);
  const { code, sourceMapPath } = transformer.transform(path, AS_MODULE, readFileSync(path, 'utf8'));
  for (const name of sourceMapPath === null ? [] : [path, url]) sourceMaps.set(name, sourceMapPath);
  return { source: code, format: 'module', shortCircuit: true };
}

let hooked = false;

export default class NativeRuntime {
  constructor(config, environment, resolver, scripts, cacheFS, coverage) {
    if (coverage.collectCoverage) throw new Error('Jest cannot see what its tests cover here: use NODE_V8_COVERAGE.');
    transformer = scripts;
    if (!hooked) registerHooks({ resolve, load });
    hooked = true;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** A file that is run again, as when Jest watches, has to be evaluated again. */
  async unstable_importModule(path) {
    const times = (imported.get(path) ?? 0) + 1;
    imported.set(path, times);
    await import(pathToFileURL(path).href + (times === 1 ? '' : `?${times}`));
  }

  requireModule(path) {
    return require(path);
  }

  /** Jest's own `describe` and `it`, without what they know of the file before. */
  requireInternalModule(path) {
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    delete require.cache[path];
    return require(path);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {}
  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}

export const __esModule = true;
