import type { AskedChange } from './asked-change.js';

/** `state` is that of the conference, in words. */
type Words = (reference: string, state: string) => { readonly title: string; readonly text: string };
const seems: Words = (reference) => ({
  title: `This seems to be about ${reference}, which is already recorded`,
  text: 'It does not say when: read it, and move the conference by hand if it has moved.',
});

/** What a message about a recorded conference asks, in words above its page. */
export const ABOUT_WORDS: Record<AskedChange['kind'], Words> = {
  unknown: seems,
  'no-time': seems,
  move: (reference) => ({
    title: `This message changes ${reference}, which is already recorded`,
    text: 'What it changes is below. Whoever is on it is told or asked again.',
  }),
  reinstate: (reference, state) => ({
    title: `This message says that ${reference} is on again`,
    text: `It is ${state} now. Whoever was on it is asked again.`,
  }),
  'sit-again': (reference) => ({
    title: `This message says that ${reference} sits again`,
    text: 'Record below what became of the last sitting and when the next one is, then come back and file the message.',
  }),
  'transfer-out': (reference) => ({
    title: `This message says that the case of ${reference} is transferring`,
    text: 'Record below where to, then come back and file the message. Whoever is on it is told not to attend.',
  }),
  'call-off': (reference) => ({
    title: `The local authority calls off ${reference}`,
    text: 'Decide below how it is called off. Whoever is on it is told not to attend.',
  }),
  'call-off-waiting': seems,
  'already-so': (reference, state) => ({
    title: `Already done: ${reference} stands as this message says`,
    text: `It is ${state}. Nothing is left to do but to file the message.`,
  }),
  'out-of-date': (reference) => ({
    title: 'This message is out of date',
    text: `A newer message about ${reference} has been acted on. Do not go by what this one says.`,
  }),
  impossible: (reference, state) => ({
    title: `This seems to be about ${reference}, which is ${state}`,
    text: 'So it can no longer be changed by this message. Read it, and say below what you did.',
  }),
};
