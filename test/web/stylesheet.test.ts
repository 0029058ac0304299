import { join } from 'node:path';
import { compile } from 'sass';

const root = join(import.meta.dirname, '../..');

test('the stylesheet compiles and brings no font, crown or picture of a site we are not on', () => {
  const { css } = compile(join(root, 'src/web/assets/app.scss'), {
    loadPaths: [root, join(root, 'node_modules')],
    quietDeps: true,
  });
  expect(css).not.toMatch(/@font-face|GDS Transport|crest|crown/i);
  expect(css).toContain('@media print');
});
