import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { makeCertificate, PASSWORD, trust } from './dovecot.js';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly user: string | undefined;
  readonly raw: string;
}

export interface TestSmtp {
  readonly port: number;
  readonly received: readonly Received[];
  /** How often a connection was opened. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

interface SmtpTestOptions {
  readonly implicit?: boolean;
  readonly withoutTls?: boolean;
  /** Whether connections of this process trust the certificate. */
  readonly trusted?: boolean;
  readonly takesToken?: (token: string) => boolean;
  readonly needsSignIn?: boolean;
  /** Addresses that may not send, or may not receive. */
  readonly refusedSender?: string;
  readonly refusedRecipient?: string;
}

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** A real SMTP server that keeps what it gets, with TLS, passwords and tokens as told. */
export async function startSmtp(options: SmtpTestOptions = {}): Promise<TestSmtp> {
  const dir = mkdtempSync(join(tmpdir(), 'tracker-smtp-'));
  const certificate = makeCertificate(dir);
  if (options.trusted !== false) trust(certificate.text);
  const received: Received[] = [];
  let connections = 0;
  const handlers: SMTPServerOptions = {
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onAuth: (auth, _session, done) => {
      const known =
        auth.method === 'XOAUTH2' ? options.takesToken?.(auth.accessToken ?? '') : auth.password === PASSWORD;
      if (known) done(null, { user: auth.username ?? '' });
      else done(refusal(535, '5.7.8 not these credentials'));
    },
    onMailFrom: (address, _session, done) =>
      done(address.address === options.refusedSender ? refusal(550, '5.7.60 may not send as this sender') : null),
    onRcptTo: (address, _session, done) =>
      done(address.address === options.refusedRecipient ? refusal(550, '5.1.1 no such mailbox') : null),
    onData: (stream, session, done) => {
      const keep = async (): Promise<void> => {
        const raw = await text(stream);
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const to = rcptTo.map(({ address }) => address);
        received.push({ from, to, raw, secure: session.secure, user: session.user });
        done();
      };
      void keep();
    },
  };
  const server = new SMTPServer({
    ...handlers,
    secure: options.implicit ?? false,
    cert: readFileSync(certificate.cert),
    key: readFileSync(certificate.key),
    authOptional: options.needsSignIn !== true,
    authMethods: ['PLAIN', 'XOAUTH2'],
    disabledCommands: options.withoutTls ? ['STARTTLS'] : [],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 200,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    stop: async () => {
      await new Promise<void>((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
