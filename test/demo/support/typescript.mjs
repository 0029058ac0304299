// Lets a child process run the sources as they stand: Node strips the types, this finds `x.ts` where `x.js` is written.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const ours =
      specifier.startsWith('.') && specifier.endsWith('.js') && !context.parentURL?.includes('/node_modules/');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
