import type { SendMailOptions } from 'nodemailer';
import { Mailer } from '../../src/calendar/sender.js';

/** A mail server that keeps what it is given, and fails when a test tells it to. */
export class RecordingMailer extends Mailer {
  readonly sent: SendMailOptions[] = [];
  failure: Error | null = null;
  /** Takes the mail, and then the line breaks before it could say so. */
  breaksAfter: Error | null = null;

  send(mail: SendMailOptions): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    this.sent.push(mail);
    return this.breaksAfter === null ? Promise.resolve() : Promise.reject(this.breaksAfter);
  }
}

/** What an SMTP server says when it refuses for good, or for now. */
export const smtpError = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
