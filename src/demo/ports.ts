import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { codeOf } from './data-folder-errors.js';

/** Whether somebody could listen there now. A port that may not be opened counts as taken. */
export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const probe = createServer().listen(port, host);
  try {
    await once(probe, 'listening');
  } catch (error) {
    if (['EADDRINUSE', 'EACCES'].includes(codeOf(error))) return false;
    throw error;
  }
  await new Promise((resolve) => probe.close(resolve));
  return true;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The wanted port if it is free, so that addresses stay the same from start to start; else any. */
export const freePortNear = async (wanted: number): Promise<number> =>
  wanted > 0 && wanted < 65_536 && (await isFree(wanted)) ? wanted : freePort();
