import { CONFERENCE_MODES, modeLabel, readMode } from '../../src/conferences/modes.js';

describe('modes of a sitting', () => {
  it.each(CONFERENCE_MODES)('are read back from their own code and label: %s', (mode) => {
    expect(readMode(mode)).toBe(mode);
    expect(readMode(modeLabel(mode))).toBe(mode);
  });

  it.each([
    ['Virtual', 'video'],
    ['Microsoft Teams Meeting', 'video'],
    ['MS Teams', 'video'],
    ['Online', 'video'],
    ['Teams, or dial in by phone', 'video'],
    ['Telephone', 'phone'],
    ['conference call', 'phone'],
    ['Face-to-face', 'in-person'],
    ['In person', 'in-person'],
    ['Knights Court, 21 Between Towns Road, Oxford / MS Teams (hybrid)', 'hybrid'],
    ['In person or by Teams', 'hybrid'],
  ])('%j is %s', (text, expected) => {
    expect(readMode(text)).toBe(expected);
  });

  it.each(['Remote', 'Time Square, RG12', '', 'to be confirmed'])('%j does not say', (text) => {
    expect(readMode(text)).toBeNull();
  });
});
