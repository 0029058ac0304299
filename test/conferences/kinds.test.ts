import { CONFERENCE_KINDS, isInitial, isReview, kindLabel, kindName, readKind } from '../../src/conferences/kinds.js';

describe('kinds of conference', () => {
  it('count transfer-in and pre-birth conferences as initial', () => {
    expect(CONFERENCE_KINDS.filter(isInitial)).toEqual(['icpc', 'pre-birth-icpc', 'transfer-in']);
  });

  it.each(CONFERENCE_KINDS)('are initial or review, never both: %s', (kind) => {
    expect(isInitial(kind)).toBe(!isReview(kind));
  });

  it.each(CONFERENCE_KINDS)('are read back from their own code and words: %s', (kind) => {
    expect(readKind(kind)).toBe(kind);
    expect(readKind(kindLabel(kind))).toBe(kind);
    expect(readKind(kindName(kind))).toBe(kind);
  });

  it.each([
    ['Initial Child Protection Conference', 'icpc'],
    ['INITIAL CHILD PROTECTION CONFERENCE', 'icpc'],
    ['ICPC - RBC-2026-18844', 'icpc'],
    ['Child Protection (Initial child protection conference)', 'icpc'],
    ['Initial CP Conf', 'icpc'],
    ['Initial case conference', 'icpc'],
    ['Reconvened ICPC', 'icpc'],
    ['ICPC (looked after child)', 'icpc'],
    ['RCPC', 'rcpc'],
    ['Review CPC', 'rcpc'],
    ['CP review', 'rcpc'],
    ['RCPC (2nd review)', 'rcpc'],
    ['You are invited to a Review Child Protection Conference.', 'rcpc'],
    ['Invitation to Review Child Protection Conference - LCS 4471093', 'rcpc'],
    ['Transfer in', 'transfer-in'],
    ['Transfer-in conference', 'transfer-in'],
    ['Child Protection (Transfer in conference)', 'transfer-in'],
    ['Receiving-in conference', 'transfer-in'],
    ['Pre birth', 'pre-birth-icpc'],
    ['Pre-birth conference', 'pre-birth-icpc'],
    ['Initial CPC (unborn)', 'pre-birth-icpc'],
    ['ICPC, pre-birth. Strat 19/11/2026', 'pre-birth-icpc'],
    ['Early review conference', 'early-review'],
    ['RCPC - brought forward', 'early-review'],
    ['Pre-birth review conference', 'pre-birth-review'],
    ['RCPC and CLA review', 'combined-review'],
    ['Combined CP/LAC review', 'combined-review'],
  ])('%j is %s', (text, expected) => {
    expect(readKind(text)).toBe(expected);
  });

  it.each([
    'CLA review',
    'Child in Care Review',
    'LAC Review',
    'Strategy meeting',
    'Strat discussion for ICPC',
    'Strategy discussion: 11/11/2026',
    'Strategy discussion (ICPC agreed)',
    'Core group',
    'Core group following ICPC',
    'Legal planning meeting',
    'Child in Need review',
    'MARAC conference',
    'MAPPA',
    'Family group conference',
    'Pre-birth assessment',
    'Transfer out conference',
    'Child protection conference',
    'Initial/Review CPC',
    'Review',
    'Date of last conference: 15/06/26',
    'Chair: Independent Chair, QA Team',
    '',
    'RCPC '.repeat(100),
  ])('%j is none, or does not say which', (text) => {
    expect(readKind(text)).toBeNull();
  });
});
