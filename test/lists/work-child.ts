/** A turn of work on lists in a process of its own, which can be killed. */
import { listWork } from '../support/list-work.ts';

const [url = '', now = ''] = process.argv.slice(2);
const { db, work } = await listWork(url, now);
await work.turn();
await db.close();
