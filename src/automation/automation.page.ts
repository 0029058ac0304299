import type { ReferenceData } from '../../config/reference-data.js';
import { kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import { confirmWords, type ConfirmPolicy } from '../conferences/to-confirm.js';
import type { Decided } from '../kernel/decided.js';
import { formatDate, formatDay, formatTime, formatWhen, londonDate } from '../kernel/london.js';
import type { Cell, Fact, Notice, Row, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { Deed, DeedKind, WaitingConference } from './activity.queries.js';
import { DAYS_SHOWN, MOST_SHOWN, type Looked } from './automation.service.js';
import type { ConfirmRefusal } from './confirmation.service.js';

type WaitingColumn = 'when' | 'conference' | 'hub' | 'why' | 'by' | 'action';
type DayColumn = 'day' | DeedKind;
type DeedColumn = 'at' | 'what' | 'hub' | 'result' | 'by';

export interface AutomationPage {
  readonly title: string;
  readonly filter: object;
  readonly failed: Notice | null;
  readonly waiting: Table<WaitingColumn>;
  readonly days: Table<DayColumn>;
  readonly deeds: Table<DeedColumn> & { readonly title: string };
  readonly policy: readonly Fact[];
}

type HubName = (code: string) => string;

/** What waits for a person first, then what was done, day by day, then why some of it waits. */
export function automationPage(looked: Looked, reference: ReferenceData): AutomationPage {
  const hubName: HubName = (code) => reference.hub(code)?.name ?? code;
  return {
    title: 'Automation',
    filter: filterOf(looked),
    failed: failedNotice(looked, hubName),
    waiting: waitingTable(looked, hubName),
    days: daysTable(looked),
    deeds: deedsTable(looked, hubName),
    policy: policyRows(looked, reference),
  };
}

const hrefOf = (hub: string | null, day: Temporal.PlainDate | null): string => {
  const query = new URLSearchParams({
    ...(hub === null ? {} : { hub }),
    ...(day === null ? {} : { day: day.toString() }),
  });
  return query.size === 0 ? '/automation' : `/automation?${query.toString()}`;
};

function filterOf({ hubs, hub, day, now }: Looked): object {
  const all = hubs.length === 1 ? [] : [{ value: '', text: 'All my hubs' }];
  const items = [...all, ...hubs.map(({ code, name }) => ({ value: code, text: name }))];
  return {
    action: '/automation',
    label: 'Choose the hub',
    fields: [{ name: 'hub', label: 'Hub', value: hub?.code ?? '', items }],
    hidden: day.equals(londonDate(now)) ? {} : { day: day.toString() },
  };
}

function failedNotice({ failed }: Looked, hubName: HubName): Notice | null {
  if (failed.length === 0) return null;
  const lines = failed.map(
    ({ hubCode, until, lastError }) => `${hubName(hubCode)}, ${formatDay(londonDate(until))}: ${lastError}`,
  );
  return { tone: 'bad', title: 'A daily digest could not be sent. What it would say is below', lines };
}

function waitingTable(looked: Looked, hubName: HubName): Table<WaitingColumn> {
  return {
    caption: 'Recorded by automation, to confirm',
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'when', text: 'Starts', nowrap: true, bare: true },
      { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
      { key: 'hub', text: 'Hub', bare: true },
      { key: 'why', text: 'Why a person is asked', bare: true },
      { key: 'by', text: 'Recorded', bare: true },
      { key: 'action', text: 'Confirm', hidden: true, nowrap: true },
    ],
    rows: looked.waiting.map((one) => waitingRow(one, looked, hubName)),
    empty: {
      title: 'Nothing waits to be confirmed',
      text: 'What automation records stands here until a person confirms it, where the policy of the hub asks for one.',
    },
  };
}

function waitingRow(one: WaitingConference, { may }: Looked, hubName: HubName): Row<WaitingColumn> {
  const { reference, version, hubCode, startsAt, kind, toConfirm, recordedBy, createdAt } = one;
  const confirm: Cell = may.confirm(hubCode)
    ? {
        post: {
          action: `/conferences/${reference}/confirmation`,
          text: 'Confirm',
          label: reference,
          fields: { version: String(version), from: 'automation' },
        },
      }
    : null;
  return {
    id: reference,
    cells: {
      when: formatWhen(startsAt),
      conference: conferenceCell(`${kindLabel(kind as ConferenceKind)} ${reference}`, reference, may.read),
      hub: hubName(hubCode),
      why: capital(confirmWords(toConfirm)),
      by: `${recordedBy ?? 'Automation'}, ${formatWhen(createdAt)}`,
      action: confirm,
    },
  };
}

const conferenceCell = (text: string, reference: string, mayRead: boolean): Cell =>
  mayRead ? { text, href: `/conferences/${reference}` } : text;

/** The last days on which it did anything, each leading to what it was. */
function daysTable({ days, hub, day: shown, now }: Looked): Table<DayColumn> {
  const dates = [...new Set(days.map(({ day }) => day.toString()))].map((day) => Temporal.PlainDate.from(day));
  const of = (day: Temporal.PlainDate, what: DeedKind): number =>
    days.find((one) => one.day.equals(day) && one.what === what)?.n ?? 0;
  return {
    caption: `The last ${DAYS_SHOWN} days`,
    captionHidden: true,
    columns: [
      { key: 'day', text: 'Day', rowHeader: true, nowrap: true, bare: true },
      { key: 'recorded', text: 'Recorded', numeric: true },
      { key: 'further', text: 'Further invitations', numeric: true },
      { key: 'list', text: 'Lists', numeric: true },
      { key: 'refused', text: 'Refused', numeric: true },
    ],
    rows: dates.map((day) => ({
      cells: {
        day: {
          text: formatDay(day),
          href: `${hrefOf(hub?.code ?? null, day)}#done`,
          strong: day.equals(shown),
          ...(day.equals(londonDate(now)) ? { note: 'so far' } : {}),
        },
        recorded: of(day, 'recorded'),
        further: of(day, 'further'),
        list: of(day, 'list'),
        refused: of(day, 'refused'),
      },
    })),
    empty: {
      title: `Automation did nothing in the last ${DAYS_SHOWN} days`,
      text: 'Service accounts send invitations and lists to the API.',
      href: '/api/docs',
      linkText: 'How they do it',
    },
  };
}

function deedsTable(looked: Looked, hubName: HubName): AutomationPage['deeds'] {
  const { day, deeds, now } = looked;
  const cut = deeds.length >= MOST_SHOWN ? `, the latest ${MOST_SHOWN}` : '';
  const when = day.equals(londonDate(now)) ? `${formatDay(day)}, as of ${formatTime(now)}` : formatDay(day);
  return {
    title: `Each thing done on ${when}${cut}`,
    caption: 'Each thing done, the latest first',
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'at', text: 'At', nowrap: true, bare: true },
      { key: 'what', text: 'What', rowHeader: true, bare: true },
      { key: 'hub', text: 'Hub', bare: true },
      { key: 'result', text: 'Result', bare: true },
      { key: 'by', text: 'By', bare: true },
    ],
    rows: deeds.map((deed) => ({
      ...(deed.what === 'refused' ? { tone: 'warn' as const } : {}),
      cells: {
        at: formatTime(deed.at),
        what: whatCell(deed, looked),
        hub: deed.hubCode === null ? { text: 'hub not known', quiet: true } : hubName(deed.hubCode),
        result: resultCell(deed),
        by: deed.by,
      },
    })),
    empty: { title: 'Nothing was done on this day', text: 'Choose another day above.' },
  };
}

const ASKED: Readonly<Record<string, string>> = {
  'POST /api/v1/invitations': 'Invitation',
  'POST /api/v1/conferences/:reference/invitations': 'Further invitation',
  'POST /api/v1/imports': 'List',
  'GET /api/v1/imports/:id': 'Look at a list',
  'POST /api/v1/imports/:id/commit': 'Carrying out a list',
};

function whatCell({ what, reference, importId, asked }: Deed, { may }: Looked): Cell {
  if (what === 'refused') return ASKED[asked ?? ''] ?? asked;
  if (what === 'list') {
    const text = `List ${importId}`;
    return may.openList ? { text, href: `/imports/${importId}` } : text;
  }
  const words = what === 'further' ? 'Further invitation to' : 'Conference';
  return conferenceCell(`${words} ${reference}`, reference ?? '', may.read);
}

function resultCell({ what, standing, problem, places }: Deed): Cell {
  if (what === 'refused') {
    return {
      text: `Refused: ${(problem ?? 'unknown').replaceAll('-', ' ')}`,
      ...(places === null || places.length === 0 ? {} : { notes: places }),
    };
  }
  if (what === 'list') return capital((standing ?? '').replaceAll('-', ' '));
  if (what === 'further') return 'Added';
  if (standing === 'voided') return 'Recorded, voided by a person since';
  if (standing === 'to-confirm') return { text: 'Recorded', tags: [{ text: 'To confirm', tone: 'info' }] };
  return 'Recorded';
}

function policyRows({ hubs }: Looked, { automation, editions, hubs: all }: ReferenceData): readonly Fact[] {
  const { version, owner, reviewOn } = editions.automation;
  const byWords = Map.groupBy(hubs, ({ code }) => policyWords(automation.policyOf(code)));
  return [
    ...[...byWords].map(([words, having]) => ({
      key: having.length === all.length ? 'All hubs' : having.map(({ name }) => name).join(', '),
      value: words,
    })),
    { key: 'Policy', value: `Version ${version}, ${owner}, to be reviewed by ${formatDate(reviewOn)}` },
  ];
}

function policyWords({ confirm, when }: ConfirmPolicy): string {
  if (confirm === 'always') return 'A person confirms every conference that automation records.';
  if (confirm === 'never' || when.length === 0) return 'Nobody has to confirm what automation records.';
  return `A person confirms a conference that automation records with any of these: ${confirmWords(when)}.`;
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** What the banner says after the button was pressed. */
export function confirmFlash(reference: string, confirmed: Decided<unknown, ConfirmRefusal>): Flash {
  const link = { href: `/conferences/${reference}`, linkText: `Open ${reference}` };
  if (confirmed.ok) return { title: `${reference} is confirmed`, ...link, tone: 'good' };
  return confirmed.refusal.kind === 'nothing-to-confirm'
    ? { title: `${reference} is confirmed already`, text: 'A colleague was quicker. Nothing is left to do.', ...link }
    : {
        title: 'A colleague changed the conference meanwhile',
        text: 'It was not confirmed. Look at what it says now, then decide.',
        tone: 'warn',
      };
}
