import fastify from 'fastify';
import pg from 'pg';

/** The peer: the least that serves a page from the same database. */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
const server = fastify();
server.get('/health/ready', async () => (await pool.query('select 1 as ok')).rows[0] as object);
await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
process.once('SIGTERM', () => process.exit(0));
