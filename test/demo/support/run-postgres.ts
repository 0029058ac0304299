// Starts PostgreSQL on the folder named first, says where, and stays until it is killed.
import { startPostgres } from '../../../src/demo/postgres.js';

const running = await startPostgres({ dataDir: process.argv[2] ?? '', log: () => {} });
console.log(JSON.stringify({ url: running.url, port: running.port }));
setInterval(() => {}, 60_000);
