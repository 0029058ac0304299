import {
  CONFERENCE_STATES,
  STATE_CHANGES,
  changeState,
  possibleChanges,
  stateRefusalSentence,
} from '../../src/conferences/conference.js';

/** Every move the force agreed to; all others are refused. */
const AGREED: Record<string, string> = {
  'scheduled stand-down': 'stood_down',
  'scheduled postpone': 'postponed',
  'stood_down postpone': 'postponed',
  'expected cancel': 'cancelled',
  'scheduled cancel': 'cancelled',
  'stood_down cancel': 'cancelled',
  'postponed cancel': 'cancelled',
  'expected transfer-out': 'transferred_out',
  'scheduled transfer-out': 'transferred_out',
  'postponed transfer-out': 'transferred_out',
  'stood_down reinstate': 'scheduled',
  'postponed reinstate': 'scheduled',
  'transferred_out reinstate': 'scheduled',
  'scheduled hold': 'held',
  'expected void': 'voided',
  'scheduled void': 'voided',
  'held void': 'voided',
  'stood_down void': 'voided',
  'postponed void': 'voided',
  'cancelled void': 'voided',
  'transferred_out void': 'voided',
};

const every = CONFERENCE_STATES.flatMap((state) => STATE_CHANGES.map((change) => ({ state, change })));

it.each(every)('$state, $change', ({ state, change }) => {
  const decided = changeState({ state }, change, 'a reason');
  const agreed = AGREED[`${state} ${change}`];
  expect(decided).toEqual(
    agreed === undefined
      ? { ok: false, refusal: { kind: 'not-from-here', state, change } }
      : { ok: true, value: agreed },
  );
});

it('wants a reason for everything but holding it', () => {
  expect(changeState({ state: 'scheduled' }, 'cancel', '  ')).toEqual({
    ok: false,
    refusal: { kind: 'reason-missing' },
  });
  expect(changeState({ state: 'scheduled' }, 'hold', '')).toEqual({ ok: true, value: 'held' });
});

it('offers a person only what is possible, and never to hold it by hand', () => {
  expect(possibleChanges('scheduled')).toEqual(['stand-down', 'postpone', 'cancel', 'transfer-out', 'void']);
  expect(possibleChanges('voided')).toEqual([]);
});

it('says no in a sentence', () => {
  expect(stateRefusalSentence({ kind: 'not-from-here', state: 'held', change: 'stand-down' })).toBe(
    'This conference is held, so it cannot be stood down.',
  );
});
