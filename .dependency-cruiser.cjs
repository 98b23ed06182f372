// Rules built from layers.cjs, so that the table stays the only truth.
const layers = require('./layers.cjs');

const folders = Object.keys(layers).filter((f) => f !== 'main');
const pathOf = (f) => (f === 'pbx' ? '^src/pbx/(?!ports/)' : `^src/${f}/`);

const LIB = ['^src/apps/_lib/', '^src/apps/[^/]+/_lib/', '^src/functions/_lib/', '^src/functions/[^/]+/_lib/'];
/** What the islands of a folder share besides ports. */
const SHARED = { apps: LIB, functions: LIB, features: ['^src/features/_lib/'] };

const rules = [
  {
    name: 'no-cycle',
    severity: 'error',
    comment: 'a cycle hides who knows whom',
    from: { path: '^src/' },
    to: { circular: true },
  },
];
for (const folder of folders) {
  const { may, island, why } = layers[folder];
  if (!may.includes('*')) {
    const allowed = ['base', folder, ...may].map(pathOf);
    // apps and functions may also use each other's _lib folders, never each other's files.
    allowed.push(...(SHARED[folder] ?? []));
    rules.push({
      name: `layer-${folder.replace('/', '-')}`,
      severity: 'error',
      comment: why,
      from: { path: pathOf(folder) },
      to: { path: '^src/', pathNot: allowed },
    });
  }
  if (island) {
    const lib = SHARED[folder] ?? [];
    rules.push({
      name: `island-${folder}`,
      severity: 'error',
      comment: `${folder} are islands: a sibling is reached through a port`,
      from: { path: `^src/${folder}/([^/]+)/` },
      to: { path: `^src/${folder}/`, pathNot: [`^src/${folder}/$1/`, ...lib] },
    });
  }
}
rules.push({
  name: 'media-facade-only',
  severity: 'error',
  comment: 'outside media/ only the facade and the pure codec tables are used; the worker is reached by message',
  from: { path: '^src/', pathNot: ['^src/media/', '^src/main\\.ts$', '^src/cli/', '^src/phone/'] },
  to: { path: '^src/media/(worker|virtual|engine)/' },
});

module.exports = {
  forbidden: rules,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/manifest\\.ts$' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
