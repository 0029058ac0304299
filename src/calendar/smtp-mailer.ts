import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import type { SmtpSettings } from '../../config/settings.js';
import { never } from '../kernel/decided.js';
import type { MailLogin } from './mail-login.js';
import { isSignInRefused } from './mail-problem.js';
import { Mailer } from './sender.js';

const ANSWER_MS = 10_000;
const SILENCE_MS = 30_000;
/** The token may have ended whenever it is asked for: it is the login that knows. */
const NEVER_KEPT = 1;

/** How a connection is protected: never weaker than the settings say, whatever the server offers. */
export const smtpConnection = ({ host, port, tls }: SmtpSettings) => ({
  host,
  port,
  secure: tls === 'implicit',
  requireTLS: tls === 'starttls',
  ignoreTLS: tls === 'none',
  connectionTimeout: ANSWER_MS,
  greetingTimeout: ANSWER_MS,
  socketTimeout: SILENCE_MS,
});

/** Sends through the configured SMTP server, over one connection that is kept open between messages. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter;
  private lastToken: string | null = null;

  /** @param login needed only where the server wants tokens */
  constructor(
    settings: SmtpSettings,
    private readonly login: MailLogin | null,
  ) {
    super();
    const auth = authOf(settings);
    this.transport = createTransport({ ...smtpConnection(settings), ...auth, pool: true, maxConnections: 1 });
    if (login !== null) this.transport.set('oauth2_provision_cb', this.provide(login));
  }

  /** @throws an error whose `responseCode` is what the server said of this message; of our sign-in it says nothing */
  async send(mail: SendMailOptions): Promise<void> {
    try {
      await this.transport.sendMail(mail).catch((error: unknown) => this.sendWithNewToken(mail, error));
    } catch (error) {
      throw isAboutMessage(error as SmtpFailure) ? error : withoutCode(error as SmtpFailure);
    }
  }

  /** Exchange refuses an ended token outright, without the challenge at which the library itself asks for another. */
  private async sendWithNewToken(mail: SendMailOptions, error: unknown): Promise<void> {
    if (this.login === null || this.lastToken === null || !isSignInRefused(error)) throw error;
    this.login.refused(this.lastToken);
    await this.transport.sendMail(mail);
  }

  /** Hands the library the shared token; `renew` says that the server has just refused the last one. */
  private provide(login: MailLogin): (user: string, renew: boolean, answer: Answer) => void {
    return (_user, renew, answer) => {
      if (renew && this.lastToken !== null) login.refused(this.lastToken);
      login.accessToken().then(
        (token) => answer(null, (this.lastToken = token), NEVER_KEPT),
        (error: unknown) => answer(error instanceof Error ? error : new Error(String(error))),
      );
    };
  }

  close(): void {
    this.transport.close();
  }
}

function authOf({ auth }: SmtpSettings): object {
  switch (auth.by) {
    case 'none':
      return {};
    case 'password':
      return { auth: { user: auth.user, pass: auth.password } };
    case 'oauth':
      return { auth: { type: 'OAuth2', user: auth.user } };
    default:
      return never(auth);
  }
}

type Answer = (error: Error | null, token?: string, expires?: number) => void;

interface SmtpFailure extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/**
 * A refusal of the sign-in, of TLS or of the desk as a sender is ours to mend, and the message is good: it must be
 * tried again. 552 to MAIL FROM is about the size of the message (RFC 1870 6.1).
 */
function isAboutMessage({ code, command = '', responseCode }: SmtpFailure): boolean {
  if (responseCode === undefined || code === 'EAUTH' || code === 'ETLS') return false;
  return command === 'MAIL FROM' ? responseCode === 552 : /^(RCPT TO|DATA|API)$/.test(command);
}

const withoutCode = (error: SmtpFailure): Error => new Error(error.message, { cause: error });
