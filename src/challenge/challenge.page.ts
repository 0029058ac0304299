import type { Hub } from '../../config/reference-data.js';
import { formatDay, formatDayAndYear, formatWhen } from '../kernel/london.js';
import type { Cell, Fact, FieldError, Notice, Step } from '../web/page-parts.js';
import { ANSWER_WORDS, ANSWERS, CHALLENGED_WORDS, currentStage, isOverdue, type Stage } from './challenge.js';
import type { KeptChallenge } from './challenge.queries.js';
import { TAGS } from './challenges.page.js';
import { NO_STEP, type TypedStep } from './step.form.js';

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
