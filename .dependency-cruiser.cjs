// Who may import whom. Layers from the bottom up; a layer sees only those before it and its neighbours in the same row.
const LAYERS = [
  ['kernel'],
  ['database'],
  ['access', 'audit'],
  ['conferences', 'attendees'],
  ['calendar', 'relevance', 'measures', 'imports'],
  ['invitations', 'assignments', 'participation'],
  ['changes', 'intake', 'planning'],
  ['merging', 'challenge'],
  ['chasing'],
  [
    'board',
    'desk',
    'my',
    'feeds',
    'answer-links',
    'reporting',
    'lists',
    'automation',
    'reconciliation',
    'priorities',
    'exports',
    'capacity',
    'rota',
  ],
];

const layerRules = LAYERS.flatMap((names, i) => {
  const above = LAYERS.slice(i + 1).flat();
  if (above.length === 0) return [];
  return [
    {
      name: `${names.join('-and-')}-stay-below`,
      comment: `src/${names.join(', src/')} must not know of the features built on them.`,
      severity: 'error',
      // Entities may name each other for TypeORM's relations, and the data source lists them all.
      from: { path: `^src/(${names.join('|')})/`, pathNot: '\\.entity\\.ts$|^src/database/entities\\.ts$' },
      to: { path: `^src/(${above.join('|')})/` },
    },
  ];
});

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'no-circles',
      comment: 'Entities name each other for TypeORM; nothing else may go in a circle.',
      severity: 'error',
      from: { pathNot: '\\.entity\\.ts$' },
      to: { circular: true, viaOnly: { pathNot: '\\.entity\\.ts$' } },
    },
    {
      name: 'kernel-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { path: '^(src/(?!kernel/)|config/|migrations/)' },
    },
    {
      name: 'core-is-pure',
      comment: 'Rules, forms and page models take facts and give decisions: no framework, no database, no I/O.',
      severity: 'error',
      from: {
        path: '^src/[^/]+/([a-z-]+|[a-z-]+\\.(form|page))\\.ts$',
        pathNot:
          '^src/(web|demo|database|access|audit|calendar|reporting)/|^src/kernel/ids\\.ts$|^src/(measures/verify|assignments/telling|conferences/opened)\\.ts$',
      },
      to: {
        path: '(^|/)node_modules/(@nestjs|typeorm|fastify|@fastify|pg|nodemailer)/|\\.entity\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'entities-stay-home',
      comment:
        'A feature reaches another through its services and core types; relations between entities may name one.',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: '\\.entity\\.ts$|^src/database/entities\\.ts$' },
      to: { path: '^src/[^/]+/.*\\.entity\\.ts$', pathNot: '^src/$1/' },
    },
    {
      name: 'web-is-a-leaf',
      comment: 'Features may use the frame, its page helpers and its API helpers, never its controllers.',
      severity: 'error',
      from: { path: '^src/(?!web/|app\\.module|ground\\.module|run|server|demo/)' },
      to: { path: '^src/web/', pathNot: '^src/web/(page-call|page-parts|pages|problem|templates|api/.+)\\.ts$' },
    },
    {
      name: 'demo-is-a-leaf',
      comment: 'Only main.ts loads the demo, and only when no database is configured.',
      severity: 'error',
      from: { pathNot: '^src/(demo/|main\\.ts)' },
      to: { path: '^src/demo/' },
    },
    {
      name: 'settings-come-from-outside',
      severity: 'error',
      from: {
        path: '^config/',
        pathNot:
          '^config/(surroundings|reference-data|hubs|automation|priorities|chasing|checks|matching|measures)\\.ts$',
      },
      to: { path: '^src/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules/.*' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
