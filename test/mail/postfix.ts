import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/demo/ports.js';
import { makeCertificate, trust, type Dovecot } from './dovecot.js';

export interface Postfix {
  /** SMTP with STARTTLS; whoever signs in as in Dovecot may send anywhere, everybody else to the mailboxes here. */
  readonly port: number;
  readonly host: '127.0.0.1';
  /** What it wrote to its log, for a failure to show. */
  log(): string;
  remove(): void;
}

interface PostfixOptions {
  readonly dovecot: Dovecot;
  /** Those that have a mailbox; all other addresses of their domains are refused. */
  readonly addresses: readonly string[];
  /** Mail to the domain is taken and passed on to the server at that port. */
  readonly passesOn?: { readonly domain: string; readonly port: number };
}

const POSTFIX = '/usr/sbin/postfix';
/** Nobody, who owns the mailboxes of the test's Dovecot. */
const OWNER = 65_534;

/** A Postfix of this test's own beside a Dovecot: its port, folders and certificate are thrown away with it. */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  requirePostfix();
  const dir = mkdtempSync(join(tmpdir(), 'tracker-postfix-'));
  chmodSync(dir, 0o755);
  for (const part of ['config', 'queue', 'data']) mkdirSync(join(dir, part), { mode: 0o755 });
  const { uid, gid } = postfixUser();
  chownSync(join(dir, 'data'), uid, gid);
  const port = await freePort();
  trust(makeCertificate(dir).text);
  const config = join(dir, 'config');
  writeFileSync(join(config, 'main.cf'), mainOf(dir, options));
  writeFileSync(join(config, 'master.cf'), masterOf(port));
  writeFileSync(join(config, 'boxes'), options.addresses.map((address) => `${address} ${address}/Maildir/\n`).join(''));
  const { passesOn } = options;
  const route = passesOn === undefined ? '' : `${passesOn.domain} smtp:[127.0.0.1]:${passesOn.port}\n`;
  writeFileSync(join(config, 'transport'), route);
  const log = (): string => readFileSync(join(dir, 'mail.log'), 'utf8');
  const kill = (): void => killLeft(join(dir, 'queue/pid/master.pid'));
  process.once('exit', kill);
  postfix(config, 'start');
  return {
    port,
    host: '127.0.0.1',
    log,
    remove: () => {
      postfix(config, 'stop');
      kill();
      process.off('exit', kill);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function requirePostfix(): void {
  try {
    accessSync(POSTFIX, constants.X_OK);
  } catch (error) {
    throw new Error('These tests need Postfix: install the Debian package "postfix".', { cause: error });
  }
  if (process.getuid?.() !== 0) throw new Error('Postfix can be started by root only: run these tests as root.');
}

function postfixUser(): { readonly uid: number; readonly gid: number } {
  const number = (option: string): number => Number(execFileSync('id', [option, 'postfix']).toString());
  return { uid: number('-u'), gid: number('-g') };
}

/** Its words go to the error: it warns on every start of files that Debian does not ship. */
function postfix(config: string, command: 'start' | 'stop'): void {
  execFileSync(POSTFIX, ['-c', config, command], { stdio: 'pipe', timeout: 30_000 });
}

/** The master leads a group that holds all its workers. */
function killLeft(pidFile: string): void {
  try {
    process.kill(-Number(readFileSync(pidFile, 'utf8').trim()), 'SIGKILL');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'ENOENT') throw error;
  }
}

function mainOf(dir: string, { dovecot, addresses, passesOn }: PostfixOptions): string {
  const domains = [...new Set(addresses.map((address) => address.split('@')[1]))];
  return `
compatibility_level = 3.6
queue_directory = ${dir}/queue
data_directory = ${dir}/data
maillog_file = ${dir}/mail.log
maillog_file_prefixes = ${dir}
myhostname = mx.${domains[0]}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_peername_lookup = no
mynetworks = 127.0.0.255/32
mydestination =
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = ${domains.join(' ')}
virtual_mailbox_maps = texthash:${dir}/config/boxes
virtual_mailbox_base = ${dovecot.mailDir}
virtual_uid_maps = static:${OWNER}
virtual_gid_maps = static:${OWNER}
relay_domains = ${passesOn?.domain ?? ''}
transport_maps = texthash:${dir}/config/transport
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_cert_file = ${dir}/cert.pem
smtpd_tls_key_file = ${dir}/key.pem
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${dovecot.authSocket}
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
`;
}

/** Debian's usual services without the jails, which would need copies of its libraries. */
const masterOf = (port: number): string => `
127.0.0.1:${port} inet n - n - - smtpd
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
smtp      unix - - n - - smtp
relay     unix - - n - - smtp
error     unix - - n - - error
retry     unix - - n - - error
virtual   unix - n n - - virtual
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
`;
