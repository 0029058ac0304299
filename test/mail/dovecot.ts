import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';
import { freePort } from '../../src/demo/ports.js';

export const PASSWORD = 'correct horse';

export interface Dovecot {
  readonly port: number;
  readonly tlsPort: number;
  /** Holds `ADDRESS/Maildir` of every mailbox. */
  readonly mailDir: string;
  /** Where another server of the test asks who may sign in. */
  readonly authSocket: string;
  /** Puts messages into a mailbox, first come first. Returns the files, so that a test can spoil one. */
  deliver(address: string, ...raws: readonly string[]): string[];
  /** All UIDs are given out anew, as after a restore from a backup; keywords are lost. */
  forgetUids(address: string): void;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

interface DovecotOptions {
  readonly addresses: readonly string[];
  /** Where tokens are looked up (RFC 7662); without it no token is taken. */
  readonly introspectionUrl?: string;
  /** Mailboxes that keep no keywords of ours, as those of Exchange. */
  readonly withoutKeywords?: readonly string[];
  readonly capabilities?: string;
}

const isRoot = process.getuid?.() === 0;
/** Dovecot refuses to open mailboxes as root. */
const NOBODY = { uid: 65_534, gid: 65_534 };

/** A Dovecot of this test's own: its ports, folders and certificate are thrown away with it. */
export async function startDovecot(options: DovecotOptions): Promise<Dovecot> {
  const dir = mkdtempSync(join(tmpdir(), 'tracker-dovecot-'));
  chmodSync(dir, 0o755);
  const port = await freePort();
  const tlsPort = await freePort();
  const certificate = makeCertificate(dir);
  trust(certificate.text);
  writeFileSync(join(dir, 'users'), options.addresses.map((address) => `${address}:{PLAIN}${PASSWORD}`).join('\n'));
  writeFileSync(join(dir, 'acl'), aclOf(options.withoutKeywords ?? []));
  writeFileSync(join(dir, 'oauth2.conf'), oauthOf(options.introspectionUrl ?? 'http://127.0.0.1:1/'));
  writeFileSync(join(dir, 'dovecot.conf'), configOf(dir, port, tlsPort, options));
  const mailDir = (address: string): string => join(dir, 'mail', address, 'Maildir');
  for (const address of options.addresses) makeMailbox(join(dir, 'mail', address));
  let running: ChildProcess | null = null;
  let delivered = 0;
  const start = async (): Promise<void> => {
    running = spawn('dovecot', ['-F', '-c', join(dir, 'dovecot.conf')], {
      // Debian keeps it where only root looks for programs.
      env: { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
      stdio: 'inherit',
      detached: true,
    });
    await answering(port);
  };
  const stop = async (): Promise<void> => {
    const master = running;
    if (master?.pid === undefined) return;
    const ended = once(master, 'exit');
    master.kill('SIGTERM');
    await ended;
    killGroup(master.pid);
    running = null;
  };
  const killLeft = (): void => {
    if (running?.pid !== undefined) killGroup(running.pid);
  };
  process.once('exit', killLeft);
  await start();
  return {
    port,
    tlsPort,
    mailDir: join(dir, 'mail'),
    authSocket: join(dir, 'run', 'submission-auth'),
    deliver: (address, ...raws) =>
      raws.map((raw) => {
        delivered += 1;
        const file = join(mailDir(address), 'new', `${1_700_000_000 + delivered}.M${delivered}P1.test`);
        writeFileSync(`${file}.part`, raw.replace(/\r?\n/g, '\r\n'));
        giveAway(`${file}.part`);
        execFileSync('mv', [`${file}.part`, file]);
        return file;
      }),
    forgetUids: (address) => rmSync(join(mailDir(address), 'dovecot-uidlist')),
    start,
    stop,
    remove: async () => {
      await stop();
      process.off('exit', killLeft);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Sessions outlive the master for a while; a server that is away has none. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function makeMailbox(home: string): void {
  mkdirSync(join(home, 'Maildir'), { recursive: true });
  for (const part of ['', 'Maildir', 'Maildir/new', 'Maildir/cur', 'Maildir/tmp']) {
    mkdirSync(join(home, part), { recursive: true });
    giveAway(join(home, part));
  }
}

function giveAway(path: string): void {
  if (isRoot) chownSync(path, NOBODY.uid, NOBODY.gid);
}

/** For 127.0.0.1, valid for a day. */
export function makeCertificate(dir: string): { readonly text: string; readonly cert: string; readonly key: string } {
  const cert = join(dir, 'cert.pem');
  const key = join(dir, 'key.pem');
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const named = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...made, ...named], { stdio: 'pipe' });
  return { text: execFileSync('cat', [cert]).toString(), cert, key };
}

/** Connections of this process take the certificate from now on, as they would one of the force's own authority. */
export function trust(certificate: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certificate]);
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const up = await Promise.race([
      once(socket, 'data').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (up) return;
    await pause(50);
  }
  throw new Error('Dovecot does not start');
}

/** Rights as RFC 4314 names them; w, the right to keep keywords, is missing. */
const aclOf = (addresses: readonly string[]): string =>
  addresses.map((address) => `* user=${address} lrsteki\n`).join('');

const oauthOf = (introspectionUrl: string): string =>
  ['introspection_mode = post', `introspection_url = ${introspectionUrl}`, 'username_attribute = username'].join('\n');

function configOf(dir: string, port: number, tlsPort: number, options: DovecotOptions): string {
  const { username } = userInfo();
  const group = execFileSync('id', ['-gn']).toString().trim();
  const users = isRoot
    ? []
    : [
        `default_internal_user = ${username}`,
        `default_internal_group = ${group}`,
        `default_login_user = ${username}`,
        'service anvil {',
        '  chroot =',
        '}',
      ];
  const owner = isRoot ? NOBODY : { uid: process.getuid?.(), gid: process.getgid?.() };
  return `
protocols = imap
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/dovecot.log
listen = 127.0.0.1
ssl = yes
ssl_cert = <${dir}/cert.pem
ssl_key = <${dir}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
first_valid_uid = 1
${users.join('\n')}
passdb {
  driver = passwd-file
  args = ${dir}/users
  mechanisms = plain login
}
passdb {
  driver = oauth2
  args = ${dir}/oauth2.conf
  mechanisms = xoauth2
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${dir}/mail/%u
}
mail_location = maildir:~/Maildir
mail_plugins = acl
plugin {
  acl = vfile:${dir}/acl
}
namespace inbox {
  inbox = yes
}
service auth {
  unix_listener submission-auth {
    mode = 0666
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
protocol imap {
  mail_max_userip_connections = 50
${options.capabilities === undefined ? '' : `  imap_capability = ${options.capabilities}`}
}
`;
}
