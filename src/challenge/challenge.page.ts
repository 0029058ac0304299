import type { Hub } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDay, formatDayAndYear, formatWhen } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { Cell, Fact, FieldError, Notice, Row, Step, Table, Tag } from '../web/page-parts.js';
import {
  ANSWER_WORDS,
  ANSWERS,
  CHALLENGED,
  CHALLENGED_WORDS,
  currentStage,
  isOverdue,
  type Challenged,
  type ChallengeState,
  type ChallengeStep,
  type Stage,
} from './challenge.js';
import type { KeptChallenge } from './challenge.queries.js';
import type { Named, RaiseRefusal, SteppedRefusal, Subject } from './challenges.service.js';

export const A_PAGE = 50;
type Hubs = readonly Pick<Hub, 'code' | 'name'>[];

const SHOWS = {
  open: ['open'],
  resolved: ['resolved'],
  unresolved: ['unresolved'],
  withdrawn: ['withdrawn'],
  all: null,
} as const satisfies Readonly<Record<string, readonly ChallengeState[] | null>>;
type Show = keyof typeof SHOWS;
const SHOW_WORDS: Readonly<Record<Show, string>> = {
  open: 'Open',
  resolved: 'Agreed',
  unresolved: 'Not agreed',
  withdrawn: 'Withdrawn',
  all: 'All',
};

const TAGS: Readonly<Record<ChallengeState, Tag>> = {
  open: { text: 'Open', tone: 'info' },
  resolved: { text: 'Agreed', tone: 'good' },
  unresolved: { text: 'Not agreed', tone: 'bad' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};

export interface ChallengesFilter {
  readonly show: Show;
  readonly hub: string;
  readonly about: Challenged | null;
  readonly after: number | null;
}

export const statesOf = ({ show }: ChallengesFilter): readonly ChallengeState[] | null => SHOWS[show];

/** What the address asks for; anything it cannot mean falls back to those open. */
export function readChallengesFilter(query: unknown): ChallengesFilter {
  const show = typedText(query, 'show');
  const about = typedText(query, 'about');
  const after = wholeNumber(typedText(query, 'after'));
  return {
    show: Object.hasOwn(SHOWS, show) ? (show as Show) : 'open',
    hub: typedText(query, 'hub').slice(0, 60),
    about: CHALLENGED.find((one) => one === about) ?? null,
    after: after !== null && after > 0 && after < 2_147_483_648 ? after : null,
  };
}

function hrefOf({ show, hub, about, after }: ChallengesFilter): string {
  const query = new URLSearchParams({
    ...(show === 'open' ? {} : { show }),
    ...(hub === '' ? {} : { hub }),
    ...(about === null ? {} : { about }),
    ...(after === null ? {} : { after: String(after) }),
  }).toString();
  return query === '' ? '/challenges' : `/challenges?${query}`;
}

export interface ChallengesFacts {
  readonly filter: ChallengesFilter;
  readonly found: readonly KeptChallenge[];
  readonly hubs: Hubs;
  readonly today: Temporal.PlainDate;
}

/** Professional challenges, the latest first. */
export function challengesPage({ filter, found, hubs, today }: ChallengesFacts) {
  const shown = found.slice(0, A_PAGE);
  const last = shown.at(-1);
  const hasMore = found.length > A_PAGE && last !== undefined;
  return {
    title: 'Professional challenges',
    counts: (Object.keys(SHOWS) as Show[]).map((show) => ({
      text: SHOW_WORDS[show],
      href: hrefOf({ ...filter, show, after: null }),
      current: show === filter.show,
    })),
    filter: {
      action: '/challenges',
      label: 'Filter challenges',
      fields: [
        {
          name: 'hub',
          label: 'Hub',
          value: filter.hub,
          items: [{ value: '', text: 'All hubs' }, ...hubs.map(({ code, name }) => ({ value: code, text: name }))],
        },
        {
          name: 'about',
          label: 'About',
          value: filter.about ?? '',
          items: [
            { value: '', text: 'Anything' },
            ...CHALLENGED.map((about) => ({ value: about, text: CHALLENGED_WORDS[about] })),
          ],
        },
      ],
      hidden: filter.show === 'open' ? {} : { show: filter.show },
      ...(filter.hub !== '' || filter.about !== null
        ? { clearHref: hrefOf({ ...filter, hub: '', about: null, after: null }) }
        : {}),
    },
    table: challengesTable(shown, hubs, today),
    pages: {
      text: filter.after === null ? `${shown.length}${hasMore ? ', and more' : ''}` : 'Further on',
      previousHref: filter.after === null ? null : hrefOf({ ...filter, after: null }),
      nextHref: hasMore ? hrefOf({ ...filter, after: last.id }) : null,
    },
  };
}

type ColumnKey = 'what' | 'stage' | 'due' | 'stands';

const challengesTable = (shown: readonly KeptChallenge[], hubs: Hubs, today: Temporal.PlainDate): Table<ColumnKey> => ({
  caption: 'Professional challenges, the latest first',
  captionHidden: true,
  flow: true,
  columns: [
    { key: 'what', text: 'Challenge', rowHeader: true },
    { key: 'stage', text: 'Stage' },
    { key: 'due', text: 'Answer due' },
    { key: 'stands', text: 'How it stands' },
  ],
  rows: shown.map((one): Row<ColumnKey> => {
    const stage = currentStage(one);
    const late = isOverdue(one, today);
    return {
      id: `challenge-${one.id}`,
      ...(late ? { tone: 'bad' as const } : {}),
      cells: {
        what: {
          text: `CH-${one.id}: ${CHALLENGED_WORDS[one.about]}`,
          href: `/challenges/${one.id}`,
          note: `${hubs.find(({ code }) => code === one.hubCode)?.name ?? one.hubCode}, ${subjectWords(one)}`,
        },
        stage: { text: `${stage.number}: ${stage.name}`, note: stage.sentTo },
        due: one.state === 'open' ? formatDayAndYear(stage.dueOn) : null,
        stands: { tag: late ? { text: 'Answer overdue', tone: 'bad' } : TAGS[one.state], note: letterNote(one, stage) },
      },
    };
  }),
  empty: {
    title: 'No challenge here',
    text: 'A challenge is raised from the page of a conference or of an expected conference: an invitation that did not come or came late, a refused place, or a dissent.',
    href: '/expected',
    linkText: 'Expected conferences',
  },
});

const subjectWords = ({ conference, expectationId }: KeptChallenge): string => conference ?? `EX-${expectationId}`;

const letterNote = ({ state, closedBy }: KeptChallenge, { letterSentOn }: Stage): string => {
  if (state !== 'open') return `by ${closedBy}`;
  return letterSentOn === null ? 'the letter is still to be sent' : `letter sent ${formatDay(letterSentOn)}`;
};

export interface ChallengeFacts {
  readonly challenge: KeptChallenge;
  readonly hub: Hub;
  readonly procedure: { readonly name: string; readonly stages: readonly { readonly name: string }[] };
  readonly today: Temporal.PlainDate;
  readonly mayChange: boolean;
  readonly typed?: TypedStep;
  readonly errors?: readonly FieldError[];
}

/** One challenge: its stages, what is owed next, and the answer. */
export function challengePage(facts: ChallengeFacts) {
  const { challenge, hub, procedure, today, mayChange } = facts;
  const stage = currentStage(challenge);
  const isOpen = challenge.state === 'open';
  const address = `/challenges/${challenge.id}`;
  return {
    title: CHALLENGED_WORDS[challenge.about],
    caption: `CH-${challenge.id} · ${hub.localAuthority}`,
    back: { text: 'Professional challenges', href: '/challenges' },
    actions:
      isOpen && mayChange ? [{ text: 'The letter', href: `${address}/letter`, main: stage.letterSentOn === null }] : [],
    errors: facts.errors ?? [],
    stands: standsNotice(challenge, stage, today),
    steps: stepsOf(challenge, procedure, today),
    facts: factRows(challenge, procedure.name),
    action: address,
    version: challenge.version,
    typed: facts.typed ?? NO_STEP,
    answer:
      isOpen && mayChange && stage.letterSentOn !== null
        ? {
            legend: `What did they answer to stage ${stage.number}?`,
            items: ANSWERS.map((value) => ({
              value,
              text: ANSWER_WORDS[value],
              hint: answerHint(value, stage, procedure),
            })),
          }
        : null,
    withdraw: isOpen && mayChange,
  };
}

function answerHint(
  answer: (typeof ANSWERS)[number],
  { number, dueOn }: Stage,
  { stages }: ChallengeFacts['procedure'],
): string {
  if (answer === 'agreed') return 'It ends here. Say below what was agreed.';
  const next = stages[number];
  const then =
    next === undefined ? 'This was the last stage: it stays unresolved.' : `The next stage begins: ${next.name}.`;
  return answer === 'no-answer' ? `Only after ${formatDay(dueOn)}. ${then}` : then;
}

function standsNotice(challenge: KeptChallenge, stage: Stage, today: Temporal.PlainDate): Notice {
  const { state, outcome, closedBy, closedAt } = challenge;
  if (state !== 'open') {
    const tone = state === 'resolved' ? 'good' : state === 'unresolved' ? 'bad' : 'info';
    return { tone, title: `${TAGS[state].text}: ${outcome}`, text: `${closedBy}, ${formatWhen(closedAt!)}` };
  }
  const due = formatDayAndYear(stage.dueOn);
  if (isOverdue(challenge, today))
    return { tone: 'bad', title: `No answer yet; it was due on ${due}. Record that, or the answer.` };
  return stage.letterSentOn === null
    ? { tone: 'warn', title: `Send the letter of stage ${stage.number}. An answer is due by ${due}.` }
    : { tone: 'info', title: `Waiting for an answer to stage ${stage.number} until ${due}.` };
}

/** The whole procedure, so that everybody sees what is still to come. */
function stepsOf(
  challenge: KeptChallenge,
  procedure: ChallengeFacts['procedure'],
  today: Temporal.PlainDate,
): readonly Step[] {
  const begun = challenge.stages.map((stage): Step => {
    const isNow = challenge.state === 'open' && stage.answer === null;
    const late = isNow && isOverdue(challenge, today);
    const note =
      stage.answer === null
        ? late
          ? 'no answer in time'
          : `answer by ${formatDay(stage.dueOn)}`
        : ANSWER_WORDS[stage.answer].toLowerCase();
    return {
      text: `${stage.number}. ${stage.name}`,
      when: formatDayAndYear(stage.begunOn),
      note: `${stage.sentTo}; ${note}`,
      state: late ? 'late' : isNow ? 'now' : 'done',
    };
  });
  if (challenge.state !== 'open') return begun;
  const ahead = procedure.stages.slice(challenge.stages.length).map(({ name }, i): Step => ({
    text: `${challenge.stages.length + i + 1}. ${name}`,
    when: 'if there is no agreement',
    state: 'ahead',
  }));
  return [...begun, ...ahead];
}

function factRows(challenge: KeptChallenge, procedureName: string): readonly Fact[] {
  const { conference, expectationId, raisedBy, raisedAt, procedureVersion, stages } = challenge;
  return [
    { key: 'Conference', value: conference === null ? null : { text: conference, href: `/conferences/${conference}` } },
    {
      key: 'Expected conference',
      value: expectationId === null ? null : { text: `EX-${expectationId}`, href: `/expected/${expectationId}` },
    },
    { key: 'Raised', value: `${raisedBy}, ${formatWhen(raisedAt)}` },
    { key: 'Procedure', value: { text: procedureName, note: `Version ${procedureVersion}, to be ratified` } },
    ...stages
      .filter(({ note }) => note !== null)
      .map((stage) => ({ key: `Stage ${stage.number}`, value: stageCell(stage) })),
  ];
}

const stageCell = ({ note, answeredOn, recordedBy }: Stage): Cell => ({
  text: note,
  note: `${recordedBy}, ${formatDayAndYear(answeredOn!)}`,
});

/** The form that raises one: what may be challenged of this conference. */
export function raisePage(
  named: Named,
  subject: Subject,
  hub: Hub,
  procedure: {
    readonly name: string;
    readonly stages: readonly { readonly name: string; readonly to: string; readonly workingDays: number }[];
  },
  given: { readonly about: string; readonly errors: readonly FieldError[] },
) {
  const { conference, expectation, may } = subject;
  const first = procedure.stages[0];
  const about =
    conference === null
      ? `EX-${expectation?.id}, due ${expectation === null ? '' : formatDayAndYear(expectation.dueOn)}`
      : `${conference.reference}, ${kindLabel(conference.kind)} on ${formatDayAndYear(conference.on)}`;
  const back = named.conference === null ? `/expected/${named.expectation}` : `/conferences/${named.conference}`;
  return {
    title: 'Raise a professional challenge',
    caption: `${hub.localAuthority} · ${about}`,
    back: { text: 'Back', href: back },
    errors: given.errors,
    named: {
      conference: named.conference ?? '',
      expectation: named.expectation === null ? '' : String(named.expectation),
    },
    about: given.about === '' && may.length === 1 ? may[0] : given.about,
    items: may.map((one) => ({ value: one, text: CHALLENGED_WORDS[one] })),
    nothing:
      may.length > 0
        ? null
        : {
            title: 'There is nothing to challenge here',
            text: 'An invitation that came late or not at all, a refused place, or a dissent on record can be challenged.',
          },
    told: `${procedure.name}. It begins with the stage “${first?.name}”, which goes to: ${first?.to.toLowerCase()}; an answer is due within ${first?.workingDays} working days. You send the letter yourself.`,
  };
}

export interface TypedStep {
  readonly step: string;
  readonly answer: string;
  readonly note: string;
  readonly reason: string;
}

export const typedStep = (body: unknown): TypedStep => ({
  step: typedText(body, 'step'),
  answer: typedText(body, 'answer'),
  note: typedText(body, 'note'),
  reason: typedText(body, 'reason'),
});
export const NO_STEP = typedStep({});

const LONGEST = 500;

export function readStep(
  typed: TypedStep,
): { readonly ok: true; readonly value: ChallengeStep } | { readonly ok: false; readonly error: FieldError } {
  const wrong = (href: `#${string}`, text: string) => ({ ok: false, error: { text, href } }) as const;
  if (typed.note.length > LONGEST) return wrong('#note', `Shorten this to ${LONGEST} characters or fewer`);
  if (typed.reason.length > LONGEST) return wrong('#reason', `Shorten this to ${LONGEST} characters or fewer`);
  if (typed.step === 'letter-sent') return { ok: true, value: { kind: 'letter-sent' } };
  if (typed.step === 'withdraw') return { ok: true, value: { kind: 'withdraw', reason: typed.reason } };
  const answer = ANSWERS.find((one) => one === typed.answer);
  if (answer === undefined) return wrong('#answer', 'Choose what they answered');
  return { ok: true, value: { kind: 'answer', answer, note: typed.note || null } };
}

export function stepWords(refusal: SteppedRefusal): string {
  switch (refusal.kind) {
    case 'not-open':
      return 'This challenge has ended, so nothing more is recorded.';
    case 'letter-not-sent':
      return 'Send the letter of this stage first, and mark it as sent.';
    case 'not-due-yet':
      return `They may still answer until ${formatDayAndYear(refusal.dueOn)}. Record it after that day.`;
    case 'outcome-missing':
      return 'Say in a few words what was agreed.';
    case 'reason-missing':
      return 'Say why in a few words.';
    case 'changed-meanwhile':
      return 'Somebody took this challenge further since you opened it. Look at it again, then decide.';
  }
}

const STEP_AT: Partial<Record<SteppedRefusal['kind'], `#${string}`>> = {
  'outcome-missing': '#note',
  'reason-missing': '#reason',
};
export const stepError = (refusal: SteppedRefusal): FieldError => ({
  text: stepWords(refusal),
  href: STEP_AT[refusal.kind] ?? '#stands',
});

export const raiseWords = (refusal: RaiseRefusal): string =>
  refusal.kind === 'open-already' ? 'A challenge about this is open already. Take that one further.' : refusal.sentence;
