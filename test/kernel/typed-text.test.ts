import { typedChoices, typedText, wholeNumber } from '../../src/kernel/typed-text.js';

it.each<[unknown, string]>([
  [{ name: '  Ada  ' }, 'Ada'],
  [{ name: ['first', 'second'] }, ''],
  [{}, ''],
  [undefined, ''],
  [null, ''],
  ['name', ''],
  [{ name: 5 }, ''],
  [{ name: { toString: 'x' } }, ''],
  [{ name: [['nested']] }, ''],
  [{ name: 'a\u0000b' }, 'ab'],
  [{ name: '\ud800' }, '\ufffd'],
])('reads the text of %j as %j', (body, text) => {
  expect(typedText(body, 'name')).toBe(text);
});

it('reads no property that the form did not send', () => {
  expect(typedText({}, 'constructor')).toBe('');
  expect(typedText(Object.create({ name: 'inherited' }), 'name')).toBe('');
});

it('cuts what nobody types', () => {
  expect(typedText({ name: 'x'.repeat(100_000) }, 'name')).toHaveLength(10_000);
  expect(typedChoices({ name: Array.from({ length: 5_000 }, () => 'x') }, 'name')).toHaveLength(100);
});

it.each<[unknown, readonly string[]]>([
  [{ name: 'one' }, ['one']],
  [{ name: ['one', ' two ', '', 7] }, ['one', 'two']],
  [{}, []],
])('reads the values of %j as %j', (body, values) => {
  expect(typedChoices(body, 'name')).toEqual(values);
});

it.each<[string, number | null]>([
  ['1', 1],
  ['2147483647', 2_147_483_647],
  ['2147483648', null],
  ['0', 0],
  ['-1', null],
  ['1.5', null],
  ['1e3', null],
  [' 1', null],
  ['', null],
])('reads %j as the number %j', (text, number) => {
  expect(wholeNumber(text)).toBe(number);
});
