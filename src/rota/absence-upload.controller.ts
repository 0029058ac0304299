import { readFile } from 'node:fs/promises';
import { Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { absenceRefusal } from '../attendees/absence.js';
import { AbsencesService } from '../attendees/absences.service.js';
import { decodeCharset, readOctets } from '../calendar/reader/bytes.js';
import { wholeNumber } from '../kernel/typed-text.js';
import '../lists/receiving.plugin.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readAbsenceCalendar, type ReadAbsences } from './absence-calendar.js';
import { uploadPage, type UploadFacts } from './absence-upload.page.js';
import { AbsenceUploadService } from './absence-upload.service.js';

const LARGEST = 2_000_000;

/** Absences of one person from a calendar file. */
@Controller('attendees/:id/absences/calendar')
export class AbsenceUploadController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly absences: AbsencesService,
    private readonly uploads: AbsenceUploadService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async form(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const person = await this.absences.toChange(call.actor, numbered(id));
    return this.show(call, { person });
  }

  @Post()
  async take(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    const person = await this.absences.toChange(call.actor, numbered(id));
    const read = await this.read(call.request);
    if (typeof read === 'string') return this.show(call, { person, problem: read }, 422);
    const decided = await this.uploads.take(call.actor, person.id, read.entries);
    if (!decided.ok) return this.show(call, { person, problem: absenceRefusal(decided.refusal) }, 409);
    return this.show(call, { person, uploaded: decided.value, notTaken: read.notTaken });
  }

  /** What the file says, or a sentence. */
  private async read(request: SignedIn): Promise<ReadAbsences | string> {
    const file = request.receivedFile;
    if (file === undefined || file.fileName === '') return 'Choose the calendar file, whose name ends in .ics';
    if (file.bytes > LARGEST) return 'The file is larger than 2 MB. Export only the weeks to come';
    const read = readAbsenceCalendar(
      decodeCharset(readOctets(await readFile(file.path)), null),
      this.surroundings.now(),
    );
    if (!read.isCalendar) return 'There is no calendar in this file. Export one as .ics, then choose it';
    return read;
  }

  private show(call: PageCall, facts: UploadFacts, status = 200): Promise<string> {
    const back = mayAtAll(call.actor, 'attendee.read') ? `/attendees/${facts.person.id}` : '/my';
    return this.pages.render(call, 'rota/views/upload.njk', uploadPage(facts, back), status);
  }
}

function numbered(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}
