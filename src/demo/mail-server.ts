import type { Readable } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import type { Mailbox } from '../calendar/mailbox.js';
import { portTaken } from './cannot-start.js';
import { codeOf } from './data-folder-errors.js';
import { PostOffice, isKeepable, type StoredMail } from './mail-server/post-office.js';

export type { StoredMail } from './mail-server/post-office.js';

export interface MailServerOptions {
  /** Where the mailboxes are kept; made if need be. */
  readonly dir: string;
  /** Without it any free port. */
  readonly port?: number;
  /** The largest message taken, in bytes. */
  readonly maxBytes?: number;
  readonly host?: '127.0.0.1';
  /** Says when a message was received; the machine's clock unless the demo's is given. */
  readonly now?: () => Temporal.Instant;
  /** Told of connections that broke and messages that could not be kept; the sender has been answered already. */
  readonly log?: (line: string) => void;
}

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Every address that ever got a message, with how many it has, read or not. */
  mailboxes(): Promise<readonly { readonly address: string; readonly count: number }[]>;
  /** Newest first. */
  messages(address: string): Promise<readonly StoredMail[]>;
  message(address: string, id: string): Promise<StoredMail | null>;
  /** The tracker's view of the mailboxes it reads. */
  mailbox(addresses: readonly string[]): Mailbox;
  /** Lets messages under way finish for a second, then closes. May be called twice. */
  stop(): Promise<void>;
}

const MEGABYTE = 1024 * 1024;
/** As large as Exchange Online takes by default, so the demo meets the same limit as production. */
const LARGEST_BYTES = 25 * MEGABYTE;
const MOST_RECIPIENTS = 100;

/**
 * A post office for the demo: takes mail for any address over SMTP, without sign-in, and keeps it.
 * It listens on 127.0.0.1 only and delivers to nobody outside. One server to a folder: start it with the data folder locked.
 *
 * @throws CannotStart when the named port is taken
 */
export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const office = await PostOffice.open(options.dir, options.now ?? (() => Temporal.Now.instant()));
  const log = options.log ?? (() => {});
  const host = options.host ?? '127.0.0.1';
  const server = smtpServer(office, options.maxBytes ?? LARGEST_BYTES, log);
  const port = await listen(server, host, options.port ?? 0);
  server.on('error', (error) => log(`mail: ${error.message}`));
  let stopping: Promise<void> | null = null;
  return {
    host,
    port,
    mailboxes: () => office.mailboxes(),
    messages: (address) => office.messages(address),
    message: (address, id) => office.message(address, id),
    mailbox: (addresses) => office.mailbox(addresses),
    stop: () => (stopping ??= new Promise((resolve) => server.close(resolve))),
  };
}

function smtpServer(office: PostOffice, maxBytes: number, log: (line: string) => void): SMTPServer {
  return new SMTPServer({
    name: 'demo-post-office',
    banner: 'demo post office',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: maxBytes,
    closeTimeout: 1000,
    socketTimeout: 60_000,
    onRcptTo(recipient, session, answer) {
      answer(refuseRecipient(recipient.address, session));
    },
    onData(stream, session, answer) {
      receive(office, stream, session, maxBytes).then(
        () => answer(null, 'Kept'),
        (error: unknown) => {
          log(`mail: not kept: ${String(error)}`);
          answer(error instanceof Reply ? error : new Reply(452, 'The post office cannot keep the message just now'));
        },
      );
    },
  });
}

/** An answer other than "yes" to a sending client: an SMTP code (RFC 5321 4.2) and a sentence. */
class Reply extends Error {
  constructor(
    readonly responseCode: number,
    sentence: string,
  ) {
    super(sentence);
  }
}

function refuseRecipient(address: string, session: SMTPServerSession): Reply | null {
  if (session.envelope.rcptTo.length >= MOST_RECIPIENTS) {
    return new Reply(452, `No more than ${MOST_RECIPIENTS} recipients to a message`);
  }
  return isKeepable(address) ? null : new Reply(553, 'This is not an address that mail can be kept for');
}

async function receive(
  office: PostOffice,
  stream: Readable,
  session: SMTPServerSession,
  maxBytes: number,
): Promise<void> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    // Read on to the end all the same: a client hears our answer only after it has sent everything.
    if (size <= maxBytes) pieces.push(piece);
    else pieces.length = 0;
  }
  if (size > maxBytes) throw new Reply(552, `The message is larger than the ${inWords(maxBytes)} taken here`);
  const { mailFrom, rcptTo } = session.envelope;
  const from = mailFrom === false ? '' : mailFrom.address;
  await office.deliver(
    from,
    rcptTo.map(({ address }) => address),
    Buffer.concat(pieces),
  );
}

const inWords = (bytes: number): string =>
  bytes >= MEGABYTE ? `${Math.floor(bytes / MEGABYTE)} MB` : `${bytes} bytes`;

function listen(server: SMTPServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(codeOf(error) === 'EADDRINUSE' ? portTaken(port, 'the mail server') : error);
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}
