// Who may import whom. `npm test` runs it, and then once more over a planted violation that must be found:
// a cruise that examined nothing would be green too. Parsed by swc, because TypeScript 7 has no compiler API.
//
//   db/shared          pure: a few pure packages and itself; the one thing every process imports
//   db/migrations/NNNN nothing of ours (all.ts lists them, run.ts runs them)
//   db/core            db/shared, db/migrations/{run,all}
//   db/transfer        db/shared (file formats: bytes in, neutral cards out)
//   db/templates       db/shared (documents and messages: records and templates in, markup and text out)
//   db/mail            db/shared, db/core (the outgoing mail queue: log, server, keychain)
//   db/sync            db/shared, db/core
//   db/domains/x       db/shared, db/core, db/transfer, db/templates, db/mail, db/demo; never another domain (only sync may import db/sync)
//   db/host            all of db but the command line
//   db/cli             all of db
//   db/bench           all of db but the command line
//   electron           its own files, db/shared (and two pure files of the host: default path, grants)
//   renderer/ui        React, renderer/i18n, db/shared
//   renderer/…         downward; db/shared; electron/bridge.ts
//   renderer/features/x never features/y

const PURE_PACKAGES = 'zod|libphonenumber-js|@internationalized/[^/]+|big[.]js|tslib'
const NODE_BUILTIN = ['core']

/** Everything of ours below `from` that is not matched by `may` is refused. */
const only = (name, from, may, pathNot) => ({
  name,
  severity: 'error',
  from: { path: from, ...(pathNot ? { pathNot } : {}) },
  to: { path: '^(db|electron|renderer|build|tests)/', pathNot: may },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(db|electron|renderer)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[.]css$|^csstype$' },
    },
    {
      name: 'not-to-tests',
      severity: 'error',
      from: { path: '^(db|electron|renderer)/' },
      to: { path: '^(tests|build)/' },
    },

    only('shared-is-pure', '^db/shared/', '^db/shared/'),
    {
      name: 'shared-packages',
      severity: 'error',
      from: { path: '^db/shared/' },
      to: { path: 'node_modules/', pathNot: `node_modules/(${PURE_PACKAGES})/` },
    },
    {
      name: 'shared-no-node',
      severity: 'error',
      from: { path: '^db/shared/' },
      to: { dependencyTypes: NODE_BUILTIN },
    },

    only('migrations-stand-alone', '^db/migrations/', '^$', '^db/migrations/(run|all)[.]ts$'),
    only('migration-runner', '^db/migrations/(run|all)[.]ts$', '^db/(shared|migrations)/'),
    only('core', '^db/core/', '^db/(shared/|core/|migrations/(run|all)[.]ts$)'),
    only('transfer', '^db/transfer/', '^db/(shared|transfer)/'),
    only('templates', '^db/templates/', '^db/(shared|templates)/'),
    only('mail', '^db/mail/', '^db/(shared|core|mail)/'),
    only('demo', '^db/demo/', '^db/(shared|core|demo)/'),
    only('sync', '^db/sync/', '^db/(shared|core|sync)/'),
    only(
      'domains',
      '^db/domains/',
      '^db/(shared|core|transfer|templates|mail|demo|domains)/',
      '^db/domains/sync([.]ts$|/)',
    ),
    only('sync-domain', '^db/domains/sync([.]ts$|/)', '^db/(shared|core|sync|domains/sync)(/|[.]ts$)'),
    {
      name: 'domains-are-islands',
      severity: 'error',
      from: { path: '^db/domains/([^/.]+)' },
      to: { path: '^db/domains/', pathNot: '^db/domains/$1([/.]|$)' },
    },
    only('host', '^db/host/', '^db/(?!cli/)'),
    only('cli', '^db/cli/', '^db/'),
    only('bench', '^db/bench/', '^db/(?!cli/)'),
    {
      name: 'driver-below-the-host',
      severity: 'error',
      from: { path: '^(electron|renderer)/' },
      to: { path: 'node_modules/better-sqlite3/' },
    },

    only('electron', '^electron/', '^(electron/|db/shared/|db/host/(defaultDatabase|grants)[.]ts$)'),
    {
      name: 'bridge-is-pure',
      severity: 'error',
      from: { path: '^electron/bridge[.]ts$' },
      to: { dependencyTypes: NODE_BUILTIN },
    },
    {
      name: 'electron-only-in-main',
      severity: 'error',
      from: { path: '^(db|renderer)/' },
      to: { path: 'node_modules/electron/' },
    },

    only('renderer', '^renderer/', '^(renderer/|db/shared/|electron/bridge[.]ts$)'),
    {
      name: 'renderer-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: NODE_BUILTIN },
    },
    only('ui', '^renderer/ui/', '^(renderer/(ui|i18n)/|db/shared/)'),
    only('i18n', '^renderer/i18n/', '^(renderer/i18n/|db/shared/)'),
    only('data', '^renderer/data/', '^(renderer/(data|i18n)/|db/shared/|electron/bridge[.]ts$)'),
    only('state', '^renderer/state/', '^(renderer/(state|data|i18n)/|db/shared/|electron/bridge[.]ts$)'),
    only(
      'records',
      '^renderer/records/',
      '^(renderer/(records|state|data|i18n|ui)/|db/shared/|electron/bridge[.]ts$)',
    ),
    only(
      'shell',
      '^renderer/shell/',
      '^(renderer/(shell|records|state|data|i18n|ui)/|db/shared/|electron/bridge[.]ts$)',
    ),
    {
      name: 'features-are-islands',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'features-below-app',
      severity: 'error',
      from: { path: '^renderer/features/' },
      to: { path: '^renderer/[^/]+[.]tsx?$' },
    },
    {
      name: 'kit-behind-ui',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '^renderer/(ui|i18n)/' },
      to: { path: 'node_modules/(@mantine|react-aria-components)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out|[.]cache)/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
    },
  },
}
