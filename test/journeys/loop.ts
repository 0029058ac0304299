import { acceptFromExchange, calendarOf, inviteFromOutlook, type Invited } from './mail.ts';
import { Person, type Page } from './person.ts';
import { startTracker, type Tracker } from './tracker.ts';

/** Drives the product's main job from outside, as people and mail servers would. Exit 0 only if every step held. */
const begun = performance.now();
let steps = 0;

async function step<T>(says: string, work: () => Promise<{ saw: string; value: T }>): Promise<T> {
  steps += 1;
  const started = performance.now();
  const { saw, value } = await work();
  console.log(`${String(steps).padStart(2)}. ${says}\n      ${saw} (${Math.round(performance.now() - started)} ms)`);
  return value;
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

/** Looks again until it is there; mail takes a second or two. */
async function eventually<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  for (let turn = 0; turn < 100; turn += 1) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`waited in vain for ${what}`);
}

const json = async <T>(url: string, body?: object, headers: Record<string, string> = {}): Promise<T> => {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return (await answer.json()) as T;
};

async function signIn(tracker: Tracker, persona: string): Promise<Person> {
  const person = new Person(persona);
  const choice = await person.get(`${tracker.url}/sign-in`);
  const inside = await person.submit(choice, `form:has(button[value="${persona}"])`, {}, `button[value="${persona}"]`);
  must(
    inside.status === 200 && inside.url.origin === tracker.url,
    `${persona} ended at ${inside.url.href} with ${inside.status}`,
  );
  return person;
}

/** A working day about a week ahead, at lunch time, when nobody of the made-up force is busy. */
function nextTime(now: Temporal.Instant): Invited {
  let date = now.toZonedDateTimeISO('Europe/London').toPlainDate().add({ days: 7 });
  while (date.dayOfWeek > 5) date = date.add({ days: 1 });
  const at = (hour: number, minute: number): Temporal.Instant =>
    date.toZonedDateTime({ timeZone: 'Europe/London', plainTime: { hour, minute } }).toInstant();
  const strategyDiscussionOn = now.toZonedDateTimeISO('Europe/London').toPlainDate().subtract({ days: 4 });
  return {
    meetingId: `RBC-CP-9${String(now.epochMilliseconds).slice(-5)}`,
    startsAt: at(12, 5),
    endsAt: at(12, 55),
    strategyDiscussionOn,
  };
}

interface Box {
  readonly id: string;
  readonly subject: string;
  readonly method: string | null;
  readonly uid: string | null;
}

interface Rate {
  readonly attended: number;
  readonly of: number;
}

/** A1 as the performance page prints it: "58 of 60". */
async function readA1(person: Person, tracker: Tracker, month: string): Promise<Rate> {
  const page = await person.get(`${tracker.url}/performance?month=${month}&hub=reading`);
  must(page.status === 200, `the performance page answered ${page.status}`);
  const words = /ICPCs attended[^0-9]*?(\d[\d,]*) of (\d[\d,]*)/.exec(page.text);
  if (words === null) return { attended: 0, of: 0 };
  return { attended: Number(words[1]?.replaceAll(',', '')), of: Number(words[2]?.replaceAll(',', '')) };
}

async function drive(tracker: Tracker): Promise<void> {
  const { now: clock } = await json<{ now: string }>(`${tracker.url}/demo/clock`);
  const now = Temporal.Instant.from(clock);
  const invited = nextTime(now);
  const month = invited.startsAt.toZonedDateTimeISO('Europe/London').toPlainDate().toPlainYearMonth().toString();

  const priya = await step('A coordinator signs in with OpenID Connect', async () => {
    const value = await signIn(tracker, 'priya');
    const board = await value.get(`${tracker.url}/board`);
    must(board.status === 200, `the board answered ${board.status}`);
    return { saw: `the board: "${board.$('h1').text().trim()}"`, value };
  });

  await step("A local authority's Outlook invites by SMTP", async () => {
    await inviteFromOutlook(tracker.smtpPort, invited, now);
    return {
      saw: `meeting ${invited.meetingId} at ${invited.startsAt.toString()}, to a mailbox that six hubs share`,
      value: null,
    };
  });

  const candidate = await step('The invitation waits in the inbox', () =>
    eventually('the candidate', async () => {
      const inbox = await priya.get(`${tracker.url}/inbox`);
      const row = inbox.$(`tr:contains("reading.example")`).first();
      const href = row.find('a[href^="/inbox/"]').attr('href') ?? inbox.$('a[href^="/inbox/"]').first().attr('href');
      if (href === undefined) return null;
      const value = await priya.get(new URL(href, tracker.url));
      must(
        value.$(`input[value="${invited.meetingId}"]`).length === 1,
        'the form does not hold the meeting id that was read',
      );
      return {
        saw: `the form is filled in, with the original beside it: hub ${value.$('select[name=hub] option[selected]').text().trim()}`,
        value,
      };
    }),
  );

  const conference = await step('The coordinator confirms it as a conference', async () => {
    const page = await priya.submit(candidate, 'form[action$="/confirm"]', {});
    const value = /TV-\d\d-\d{6}/.exec(page.text)?.[0];
    must(
      page.status === 200 && value !== undefined,
      `confirming ended at ${page.url.pathname} (${page.status}): ${page.text.slice(0, 300)}`,
    );
    return { saw: `${value} exists`, value: `${tracker.url}/conferences/${value}` };
  });

  const officer = await step('The coordinator puts an officer on it', async () => {
    const form = await priya.get(`${conference}/assign`);
    const wanted = form.$('label:contains("Ada Okafor")').first();
    const id =
      form.$(`#${(wanted.attr('for') ?? 'none').replace(/([^\w-])/g, '\\$1')}`).attr('value') ??
      form.$('input[name=attendeeId]').first().attr('value') ??
      '';
    const page = await priya.submit(form, 'form:has([name=attendeeId])', { attendeeId: id, place: 'lead' });
    must(
      page.status === 200 && /Ada Okafor/.test(page.text),
      `assigning ended with ${page.status}: ${page.text.slice(0, 300)}`,
    );
    return { saw: 'Ada Okafor is assigned and invited', value: 'ada.okafor@thamesvalley-police.example' };
  });

  const reference = conference.slice(conference.lastIndexOf('/') + 1);
  const ics = await step('The invitation is in her mailbox', () =>
    eventually('the calendar invitation', async () => {
      const box = await json<readonly Box[]>(`${tracker.url}/demo/mail/${officer}`);
      const found = box.find((mail) => mail.method === 'REQUEST' && mail.subject.includes(reference));
      if (found === undefined) return null;
      const { raw } = await json<{ raw: string }>(`${tracker.url}/demo/mail/${officer}/${found.id}`);
      const value = calendarOf(raw);
      must(
        /^METHOD:REQUEST\r?$/m.test(value) && /RSVP=TRUE/.test(value.replace(/\r\n[ \t]/g, '')),
        'a client would not offer Accept and Decline',
      );
      must(
        !raw.includes(invited.meetingId) && !value.includes(invited.meetingId),
        "the mail carries the local authority's number",
      );
      return { saw: `"${found.subject}", METHOD:REQUEST, with RSVP`, value };
    }),
  );

  await step('She accepts in her own calendar, by mail', async () => {
    await acceptFromExchange(tracker.smtpPort, ics, officer, now.add({ minutes: 1 }));
    return { saw: 'a REPLY without ORGANIZER, as Exchange sends it', value: null };
  });

  await step('Her answer is on the conference page', () =>
    eventually('the answer', async () => {
      const page = await priya.get(conference);
      return /Ada Okafor[^]*Accepted/.test(page.text) ? { saw: 'accepted, by mail', value: null } : null;
    }),
  );

  const leadership = await signIn(tracker, 'margaret');
  const before = await step('The day comes', async () => {
    await json(`${tracker.url}/demo/clock`, { now: invited.endsAt.add({ minutes: 5 }).toString() });
    const value = await readA1(leadership, tracker, month);
    return {
      saw: `nobody has recorded the outcome, so it counts as not attended: A1 ${value.attended} of ${value.of}`,
      value,
    };
  });

  await step('The officer records that she attended', async () => {
    const ada = await signIn(tracker, 'ada');
    const form = await ada.get(`${conference}/outcome`);
    const who = form.$('select[name="attended-who"] option:contains("Ada Okafor")').attr('value') ?? '';
    const page: Page = await ada.submit(form, 'form:has([name=outcome])', {
      outcome: 'attended',
      'attended-who': who,
      'attended-mode': 'video',
    });
    must(
      page.status === 200 && !page.text.includes('There is a problem'),
      `recording ended with ${page.status}: ${page.text.slice(0, 300)}`,
    );
    return {
      saw: page.$('[role=status], .cct-notice').first().text().replace(/\s+/g, ' ').trim() || 'recorded',
      value: null,
    };
  });

  await step('Leadership reads A1 with n of N', async () => {
    const after = await readA1(leadership, tracker, month);
    must(
      after.of === before.of && after.attended === before.attended + 1,
      `A1 went from ${JSON.stringify(before)} to ${JSON.stringify(after)}`,
    );
    return { saw: `A1 in Reading, ${month}: ${after.attended} of ${after.of}`, value: null };
  });

  await step('A program reads the same figure', async () => {
    const { access_token: token } = await json<{ access_token: string }>(`${tracker.url}/demo/token`, {
      persona: 'margaret',
    });
    const report = await json<object>(
      `${tracker.url}/api/v1/reports/participation?month=${month}&hub=reading`,
      undefined,
      { authorization: `Bearer ${token}` },
    );
    const page = await readA1(leadership, tracker, month);
    must(JSON.stringify(report).includes(String(page.of)), `the API says ${JSON.stringify(report)}`);
    return { saw: JSON.stringify(report).slice(0, 160), value: null };
  });
}

const tracker = await startTracker();
console.log(`Started on ${tracker.url} in ${Math.round(performance.now() - begun)} ms`);
let failure: unknown = null;
try {
  await drive(tracker);
} catch (error) {
  failure = error;
}
const code = await tracker.stop();
if (failure === null && code !== 0) failure = new Error(`the program ended with ${code} at SIGTERM`);
if (failure !== null) {
  console.error(`Step ${steps} failed:`, failure);
  process.exit(1);
}
console.log(
  `All ${steps} steps held, and the program stopped cleanly, in ${((performance.now() - begun) / 1000).toFixed(1)} s.`,
);
