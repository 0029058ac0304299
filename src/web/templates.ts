import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nunjucks from 'nunjucks';

/**
 * Turns a page model into a page. Views choose markup only: every meaning is already decided in the model.
 * A class and not an interface, so that it can name itself where dependencies are injected.
 */
export abstract class Templates {
  /**
   * The finished HTML of one view.
   * @param view path below a root, for example `conferences/views/conference.njk`
   * @param model exactly what the view prints; strings are escaped
   * @throws when the view does not exist or does not compile: a mistake of ours, never of the person
   */
  abstract render(view: string, model: object): string;
}

/**
 * Views are looked up in the given roots first (the folder that holds the features), then in the two published
 * design systems, whose macros are imported as `govuk/components/...` and `moj/components/...`.
 * @param roots folders, in order of preference
 */
export function createTemplates(roots: readonly string[]): Templates {
  const loader = new nunjucks.FileSystemLoader([...roots, ...designSystems()], { watch: false, noCache: false });
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  });
  return { render: (view, model) => environment.render(view, model) };
}

/** Found through their packages, because an installed tree may be flat, nested or linked. */
function designSystems(): string[] {
  const resolve = createRequire(import.meta.url).resolve;
  return [
    join(dirname(resolve('govuk-frontend/package.json')), 'dist'),
    dirname(resolve('@ministryofjustice/frontend/package.json')),
  ];
}
