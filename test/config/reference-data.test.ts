import { readFileSync } from 'node:fs';
import { loadReferenceData, readReferenceData, REFERENCE_FILES } from '../../config/reference-data.js';
import type { ReferenceFile } from '../../config/reference-data.js';

type Json = { [key: string]: unknown };

const shipped = (file: ReferenceFile): Json =>
  JSON.parse(readFileSync(new URL(`../../config/${file}.json`, import.meta.url), 'utf8')) as Json;

/** The shipped files with one of them changed. */
function withChanged(file: ReferenceFile, change: (content: Json) => void): Record<ReferenceFile, unknown> {
  const files = Object.fromEntries(REFERENCE_FILES.map((each) => [each, shipped(each)])) as Record<ReferenceFile, Json>;
  change(files[file]);
  return files;
}

const entry = (content: Json, list: string, at: number): Json => {
  const found = (content[list] as Json[])[at];
  if (found === undefined) throw new Error(`no entry ${at}`);
  return found;
};

describe('the shipped reference data', () => {
  const reference = loadReferenceData();

  it('has the nine hubs, one per convening authority', () => {
    expect(reference.hubs.map((hub) => hub.code)).toEqual([
      'bracknell-forest',
      'buckinghamshire',
      'milton-keynes',
      'oxfordshire',
      'reading',
      'slough',
      'west-berkshire',
      'windsor-and-maidenhead',
      'wokingham',
    ]);
  });

  it('finds a hub by its code, and none by an unknown one', () => {
    expect(reference.hub('reading')).toMatchObject({ name: 'Reading', abbreviation: 'RBC' });
    expect(reference.hub('swindon')).toBeUndefined();
    expect(reference.hub('constructor')).toBeUndefined();
  });

  it('lets the six Berkshire hubs share one mailbox, so that no mailbox names a hub', () => {
    const sharing = reference.hubs.filter((hub) => hub.mailbox === 'mash.berkshire@thamesvalley-police.example');
    expect(sharing).toHaveLength(6);
  });

  it('keeps venue and join link out of invitations until a hub decides otherwise', () => {
    expect(reference.hubs.some((hub) => hub.venueInInvitation || hub.joinLinkInInvitation)).toBe(false);
  });

  it('staffs each hub from 08:00 to 16:00 and to 15:30 on Fridays', () => {
    for (const hub of reference.hubs) {
      for (const day of ['monday', 'tuesday', 'wednesday', 'thursday'] as const) {
        expect(hub.hours[day]).toEqual({ opens: '08:00', closes: '16:00' });
      }
      expect(hub.hours.friday).toEqual({ opens: '08:00', closes: '15:30' });
    }
  });

  it.each([2024, 2025, 2026, 2027, 2028])('names eight bank holidays in %i, all on weekdays', (year) => {
    const dates = [...reference.calendar.holidays.keys()].filter((date) => date.startsWith(String(year)));
    expect(dates).toHaveLength(8);
    for (const date of dates) expect(Temporal.PlainDate.from(date).dayOfWeek).toBeLessThanOrEqual(5);
  });

  it('has sixteen criteria and sixteen reasons', () => {
    expect(reference.criteria).toHaveLength(16);
    expect(reference.reasons).toHaveLength(16);
    expect(reference.reasons.find((reason) => reason.code === 'late-notice')?.attribution).toBe('partner');
    expect(reference.reasons.filter((reason) => reason.needsText).map((reason) => reason.code)).toEqual([
      'excluded-by-chair',
      'other',
    ]);
  });

  it('says who owns each file and when it is to be looked at again', () => {
    for (const file of REFERENCE_FILES) {
      expect(reference.editions[file].owner).not.toBe('');
      expect(reference.editions[file].reviewOn).toBeInstanceOf(Temporal.PlainDate);
    }
    expect(reference.editions.measures.version).toBe('1.0');
  });

  it('cannot be changed while the program runs', () => {
    const { hubs, calendar } = reference;
    expect(() => Object.assign(hubs[0]!.hours.monday!, { opens: '00:00' })).toThrow(TypeError);
    expect(() => (hubs as unknown[]).push({})).toThrow(TypeError);
    expect(() => (calendar.holidays as Map<string, string>).set('2026-12-29', 'A day off')).toThrow(TypeError);
    expect(calendar.holidays.has('2026-12-29')).toBe(false);
  });
});

describe('reference data with a mistake', () => {
  const mistakes: readonly [string, ReferenceFile, (content: Json) => void, string][] = [
    [
      'an unknown key',
      'hubs',
      (c) => (entry(c, 'hubs', 2)['colour'] = 'red'),
      'hubs.json, hub 3 has the unknown key "colour".',
    ],
    [
      'a likeness that nothing reaches',
      'matching',
      (c) => Object.assign(c, { enough: 100, points: { ...(c['points'] as Json), family: 0 } }),
      'matching.json asks for 100 points, which nothing reaches.',
    ],
    ['a missing key', 'hubs', (c) => delete entry(c, 'hubs', 0)['mailbox'], 'hubs.json, hub 1 lacks "mailbox".'],
    [
      'a time that is none',
      'hubs',
      (c) =>
        (entry(c, 'hubs', 0)['hours'] = {
          monday: { opens: '8am', closes: '16:00' },
          tuesday: null,
          wednesday: null,
          thursday: null,
          friday: null,
        }),
      'hubs.json, hub 1, "hours", "monday" "opens" must be a time like 08:00, not "8am".',
    ],
    [
      'hours that run backwards',
      'hubs',
      (c) =>
        (entry(c, 'hubs', 0)['hours'] = {
          monday: { opens: '16:00', closes: '08:00' },
          tuesday: null,
          wednesday: null,
          thursday: null,
          friday: null,
        }),
      'hubs.json, hub 1, "hours", "monday" opens at 16:00 but closes at 08:00.',
    ],
    [
      'a code twice',
      'hubs',
      (c) => (entry(c, 'hubs', 1)['code'] = 'reading'),
      'hubs.json has the code "reading" twice.',
    ],
    [
      'a domain of two authorities',
      'hubs',
      (c) => (entry(c, 'hubs', 1)['laDomains'] = ['reading.example']),
      'hubs.json has the domain "reading.example" twice.',
    ],
    [
      'a mailbox that is no address',
      'hubs',
      (c) => (entry(c, 'hubs', 0)['mailbox'] = 'mash'),
      'hubs.json, hub 1 "mailbox" must be a mail address, not "mash".',
    ],
    [
      'an unknown mode',
      'hubs',
      (c) => (entry(c, 'hubs', 0)['defaultMode'] = 'fax'),
      'hubs.json, hub 1 "defaultMode" must be one of in-person, video, phone, hybrid, not "fax".',
    ],
    [
      'travel to nowhere',
      'people',
      (c) => (entry(c, 'travel', 0)['to'] = 'swindon'),
      'people.json names the hub "swindon", which does not exist.',
    ],
    [
      'travel written twice, there and back',
      'people',
      (c) => Object.assign(entry(c, 'travel', 1), { from: 'buckinghamshire', to: 'bracknell-forest' }),
      'people.json has the way "bracknell-forest to buckinghamshire" twice.',
    ],
    [
      'a date that does not exist',
      'bank-holidays',
      (c) => (entry(c, 'holidays', 0)['date'] = '2026-02-29'),
      'bank-holidays.json, holiday 1 "date" must be a date that exists, like 2026-11-24, not "2026-02-29".',
    ],
    [
      'a date twice',
      'bank-holidays',
      (c) => (entry(c, 'holidays', 0)['date'] = '2024-12-25'),
      'bank-holidays.json has the date "2024-12-25" twice.',
    ],
    [
      'a code in capitals',
      'reasons',
      (c) => (entry(c, 'reasons', 0)['code'] = 'CLASH'),
      'reasons.json, reason 1 "code" must be a code of small letters, digits and hyphens, not "CLASH".',
    ],
    [
      'text in place of yes or no',
      'reasons',
      (c) => (entry(c, 'reasons', 0)['needsText'] = 'yes'),
      'reasons.json, reason 1 "needsText" must be true or false, not "yes".',
    ],
    [
      'an unknown attribution',
      'reasons',
      (c) => (entry(c, 'reasons', 0)['attribution'] = 'them'),
      'reasons.json, reason 1 "attribution" must be one of tvp, partner, shared, none, not "them".',
    ],
    [
      'a target above 100',
      'measures',
      (c) => (entry(c, 'measures', 0)['target'] = 101),
      'measures.json, measure 1 "target" must be a whole number from 0 to 100, not 101.',
    ],
    ['an empty list', 'skills', (c) => (c['skills'] = []), 'skills.json "skills" must be a list with entries, not [].'],
    [
      'an entry that is no object',
      'skills',
      (c) => (c['skills'] = ['scaidp']),
      'skills.json, skill 1 must be an object.',
    ],
    [
      'a version in words',
      'relevance-criteria',
      (c) => (c['version'] = 'first'),
      'relevance-criteria.json "version" must be a version like 1.0, not "first".',
    ],
    [
      'an empty label',
      'relevance-criteria',
      (c) => (entry(c, 'criteria', 0)['label'] = ' '),
      'relevance-criteria.json, criterion 1 "label" must be text, not " ".',
    ],
  ];

  it.each(mistakes)('stops the start for %s', (_, file, change, sentence) => {
    const reading = (): unknown => readReferenceData(withChanged(file, change));
    expect(reading).toThrow(`The reference data cannot be used.\n${sentence}`);
  });

  it('lists every problem of every file in one error', () => {
    const files = withChanged('hubs', (content) => {
      entry(content, 'hubs', 0)['name'] = 7;
      entry(content, 'hubs', 1)['validFrom'] = 'soon';
    });
    files.skills = 'none';
    expect(() => readReferenceData(files)).toThrow(
      [
        'The reference data cannot be used.',
        'skills.json must be an object.',
        'hubs.json, hub 1 "name" must be text, not 7.',
        'hubs.json, hub 2 "validFrom" must be a date that exists, like 2026-11-24, not "soon".',
      ].join('\n'),
    );
  });
});
