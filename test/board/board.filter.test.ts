import { boardHref, readBoardFilter } from '../../src/board/board.filter.js';

const hubs = ['reading', 'slough'];

it.each<[object, object]>([
  [{}, { hub: null, family: null, owner: null, show: 'needs-action' }],
  [
    { hub: 'slough', kind: 'review', show: 'covered' },
    { hub: 'slough', family: 'review', owner: null, show: 'covered' },
  ],
  [{ owner: 'officer' }, { hub: null, family: null, owner: 'officer', show: 'needs-action' }],
  [{ owner: 'toString' }, { hub: null, family: null, owner: null, show: 'needs-action' }],
  [{ show: 'all' }, { hub: null, family: null, owner: null, show: 'all' }],
  [{ hub: 'oxfordshire' }, { hub: null, family: null, owner: null, show: 'needs-action' }],
  [
    { kind: 'icpc', show: 'everything' },
    { hub: null, family: null, owner: null, show: 'needs-action' },
  ],
  [
    { hub: { slough: 'x' }, kind: [], show: ['off', 'all'] },
    { hub: null, family: null, owner: null, show: 'needs-action' },
  ],
])('reads %j', (query, filter) => {
  expect(readBoardFilter(query, hubs)).toEqual(filter);
});

it.each([
  ['/board', {}],
  ['/board?hub=slough', { hub: 'slough' }],
  ['/board?owner=supervisor&show=all', { owner: 'supervisor', show: 'all' }],
  ['/board?hub=slough&kind=initial&show=off', { hub: 'slough', kind: 'initial', show: 'off' }],
])('writes %s, which reads back the same', (href, query) => {
  const filter = readBoardFilter(query, hubs);
  expect(boardHref(filter)).toBe(href);
  expect(readBoardFilter(Object.fromEntries(new URLSearchParams(href.split('?')[1])), hubs)).toEqual(filter);
});
