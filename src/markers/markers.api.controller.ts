import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { accepted } from '../kernel/decided.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { Idempotency } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { bodyOf } from '../web/api/received.js';
import { MarkersAnswer, markersAnswer, MarkersToRecord } from './markers.api.js';
import { MarkersService } from './markers.service.js';

/** Markers from programs: they prefill and open again, and decide nothing. */
@Controller('api/v1/markers')
@Api('Police markers')
export class MarkersApiController {
  constructor(
    private readonly markers: MarkersService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation({
    needs: 'marker.record',
    summary: 'Record police markers',
    about:
      'That police know something new of a family, and since when; never what. Each speaks for a criterion on reviews of ' +
      'children with this police reference, and opens again a review still to come that was decided not relevant, if it ' +
      'happened since the last conference. What is refused is left out; the rest is kept.',
    gives: {
      200: {
        type: MarkersAnswer,
        about: 'What became of each.',
        headers: { 'Idempotent-Replayed': 'true when given again.' },
      },
    },
    idempotencyKey: true,
    refuses: ['invalid-body'],
  })
  async record(
    @Headers('idempotency-key') key: string | undefined,
    @Body(bodyOf(MarkersToRecord)) body: MarkersToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const actor = acting(request, 'marker.record');
    const done = await this.idempotency.once<never>({ actor, key, asks: { markers: body } }, async (tx) => {
      const recorded = await this.markers.recordIn(tx, actor, body.markers, 'api');
      return accepted({ status: 200, location: null, body: JSON.stringify(markersAnswer(recorded)) });
    });
    if (!done.ok) throw new Error('recording markers refuses nothing as a whole');
    return answered(reply, done.value);
  }
}
