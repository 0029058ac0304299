/** What every controller that changes a conference for a program does before and after. */
import { NotFoundException } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import type { Reader } from '../database/transaction.js';
import { etagOf } from '../web/api/etag.js';
import { conferenceWithin } from './conference.queries.js';
import type { Conference } from './conference.js';
import { conferenceAnswer, type ConferenceAnswer } from './conferences.api.js';

/** A conference that the actor may change. @throws NotFoundException out of reach, or when there is none */
export async function conferenceToChange(reader: Reader, actor: Actor, reference: string): Promise<Conference> {
  const conference = await conferenceWithin(reader, scopeOf(actor, 'conference.change'), reference);
  if (conference === null) throw new NotFoundException();
  return conference;
}

/** The conference as it stands after the change, with the ETag of its version. */
export async function answerChanged(
  reader: Reader,
  actor: Actor,
  reference: string,
  reply: FastifyReply,
): Promise<ConferenceAnswer> {
  const conference = await conferenceToChange(reader, actor, reference);
  void reply.header('etag', etagOf(conference));
  return conferenceAnswer(reader, conference);
}
