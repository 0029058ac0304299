import { rm } from 'node:fs/promises';

export default async function teardown() {
  await globalThis.testServer.stop();
  await rm(globalThis.testServer.dataDir, { recursive: true, force: true });
}
