import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import type pg from 'pg';

const STATES: Readonly<Record<string, string>> = { ACCEPTED: 'accepted', TENTATIVE: 'tentative', DECLINED: 'declined' };

/**
 * The peer: the least that takes an answer from a mail into the same table, with the libraries one would reach for. It
 * keeps no original, believes every sender, and tells nobody what it did.
 */
export async function readBare(client: pg.Client, raw: Uint8Array): Promise<void> {
  const mail = await simpleParser(Buffer.from(raw));
  const part = mail.attachments.find(({ contentType }) => contentType === 'text/calendar');
  const calendar = new ICAL.Component(ICAL.parse(part?.content.toString('utf8') ?? '') as unknown as string);
  const event = calendar.getFirstSubcomponent('vevent');
  if (event === null) throw new Error('the bare reader found no event');
  const state = STATES[String(event.getFirstProperty('attendee')?.getParameter('partstat'))];
  const uid = String(event.getFirstPropertyValue('uid'));
  const at = (event.getFirstPropertyValue('dtstamp') as ICAL.Time).toJSDate();
  const { rowCount } = await client.query(
    `update assignment set state = $2, answered_at = $3, answer_channel = 'mail', answer_comment = $4 where uid = $1`,
    [uid, state, at, String(event.getFirstPropertyValue('comment') ?? '')],
  );
  if (rowCount !== 1) throw new Error(`the bare reader found no assignment ${uid}`);
}
