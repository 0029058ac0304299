import { existsSync } from 'node:fs';
import { chromium, type Browser as Chrome } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync', '--no-first-run'];

/** A real browser: the Chromium that comes from npm, or on processors it is not built for the machine's own. */
export async function startBrowser(): Promise<Chrome> {
  const installed = INSTALLED.find((path) => existsSync(path));
  if (process.arch !== 'x64' && installed !== undefined)
    return chromium.launch({ executablePath: installed, args: QUIET });
  // Told that it runs in a cloud function, the package unpacks the shared libraries that a bare machine lacks.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs22.x';
  const { default: packed } = await import('@sparticuz/chromium');
  // In one process, as the package asks for, closing one window ends the browser.
  const args = packed.args.filter((one) => one !== '--single-process' && one !== '--no-zygote');
  const options = { executablePath: await packed.executablePath(), args: [...args, ...QUIET] };
  // On a busy machine it was seen to crash before it was up; it has shown nothing to anybody by then.
  return chromium.launch(options).catch(() => chromium.launch(options));
}
