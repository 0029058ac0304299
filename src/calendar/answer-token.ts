import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Which sending of which invitation a link answers, and until when. */
export interface AnswerToken {
  readonly assignmentId: number;
  readonly sequence: number;
  /** Whole seconds. */
  readonly expiresAt: Temporal.Instant;
}

/** Where links to answer are made: their key comes from the session secret, so that every instance knows it. */
export interface LinkMaker {
  readonly publicUrl: string;
  readonly secret: string;
}

const PURPOSE = 'case-conference-tracker answer link 1';
const PAYLOAD_BYTES = 12;
const SIGNATURE_BYTES = 32;
/** An invitation that nobody has answered in so long is chased by people, not by a link in an old mail. */
const LONGEST_LIFE = { hours: 30 * 24 };

function sign(payload: Buffer, secret: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, SIGNATURE_BYTES));
  return createHmac('sha256', key).update(payload).digest();
}

/** When a link in a mail composed at `sentAt` ends: at the start of the conference, or after 30 days if that is sooner. */
export function answerLinkEnds(sentAt: Temporal.Instant, startsAt: Temporal.Instant): Temporal.Instant {
  const latest = sentAt.add(LONGEST_LIFE);
  return Temporal.Instant.compare(latest, startsAt) < 0 ? latest : startsAt;
}

/** A token of 59 letters for an address: three 32-bit numbers and their HMAC-SHA256, base64url. */
export function writeAnswerToken(token: AnswerToken, secret: string): string {
  const payload = Buffer.alloc(PAYLOAD_BYTES);
  payload.writeUInt32BE(token.assignmentId, 0);
  payload.writeUInt32BE(token.sequence, 4);
  payload.writeUInt32BE(Math.floor(token.expiresAt.epochMilliseconds / 1000), 8);
  return Buffer.concat([payload, sign(payload, secret)]).toString('base64url');
}

/** What a token of ours says, run out or not; null for anything that we did not write exactly so. */
export function readAnswerToken(text: string, secret: string): AnswerToken | null {
  const bytes = Buffer.from(text, 'base64url');
  // Node skips what is no base64url, so several texts give the same bytes: only ours is taken.
  if (bytes.length !== PAYLOAD_BYTES + SIGNATURE_BYTES || bytes.toString('base64url') !== text) return null;
  const payload = bytes.subarray(0, PAYLOAD_BYTES);
  if (!timingSafeEqual(bytes.subarray(PAYLOAD_BYTES), sign(payload, secret))) return null;
  return {
    assignmentId: payload.readUInt32BE(0),
    sequence: payload.readUInt32BE(4),
    expiresAt: Temporal.Instant.fromEpochMilliseconds(payload.readUInt32BE(8) * 1000),
  };
}

/** The address on which an invitation composed `now` can be answered; null when the conference has begun. */
export function answerLink(
  maker: LinkMaker,
  assignment: { readonly id: number; readonly sequence: number },
  startsAt: Temporal.Instant,
  now: Temporal.Instant,
): string | null {
  if (Temporal.Instant.compare(startsAt, now) <= 0) return null;
  const expiresAt = answerLinkEnds(now, startsAt);
  const token = writeAnswerToken(
    { assignmentId: assignment.id, sequence: assignment.sequence, expiresAt },
    maker.secret,
  );
  return `${maker.publicUrl}/answer/${token}`;
}

/** A text of ours without the links in it that would answer for the person it was written to. */
export const withoutAnswerLinks = (text: string): string =>
  text.replace(/\/answer\/[\w-]{59}/g, '/answer/(only in the mail itself)');
