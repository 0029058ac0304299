import { once } from 'node:events';
import type { Socket } from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { SmtpSettings } from '../../config/settings.js';
import type { MailLogin } from './mail-login.js';
import { smtpConnection } from './smtp-mailer.js';

const PATIENCE_MS = 10_000;

/**
 * Connects, signs in and says who would be sending, then takes it back: no message is begun.
 * @returns the server's words when it does not take the sender, else null
 * @throws the library's error when connecting or signing in fails
 */
export async function trySender(smtp: SmtpSettings, login: MailLogin | null, sender: string): Promise<string | null> {
  const connection = new SMTPConnection(smtpConnection(smtp));
  try {
    await connected(connection);
    await signedIn(connection, smtp, login);
    return await offered(connection, sender);
  } finally {
    connection.close();
  }
}

function connected(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
}

async function signedIn(connection: SMTPConnection, { auth }: SmtpSettings, login: MailLogin | null): Promise<void> {
  if (auth.by === 'none') return;
  if (auth.by === 'oauth' && login === null) throw new Error('no token endpoint is configured');
  const credentials =
    auth.by === 'password'
      ? { user: auth.user, pass: auth.password }
      : {
          method: 'XOAUTH2',
          oauth2: new XOAuth2({ user: auth.user, accessToken: await login?.accessToken() }),
        };
  await new Promise<void>((resolve, reject) => {
    connection.login(credentials, (error) => (error ? reject(error) : resolve()));
  });
}

/** The library has no command for this: the conversation goes on below it, on the socket it has made ready. */
async function offered(connection: SMTPConnection, sender: string): Promise<string | null> {
  const socket = connection._socket;
  if (!socket) throw new Error('the server hung up after the sign-in');
  socket.removeAllListeners('data');
  const answer = await say(socket, `MAIL FROM:<${sender}>`);
  if (answer.startsWith('2')) await say(socket, 'RSET');
  socket.write('QUIT\r\n');
  return answer.startsWith('2') ? null : answer;
}

/** One command and its answer, the lines of which end at the first without a hyphen (RFC 5321 4.2.1). */
async function say(socket: Socket, command: string): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  let heard = '';
  socket.write(`${command}\r\n`);
  while (!/^\d{3}(?!-).*\r\n/m.test(heard)) {
    const [piece] = (await once(socket, 'data', { signal })) as [Buffer];
    heard += piece.toString('latin1');
  }
  return heard.trim().replace(/\s+/g, ' ');
}
