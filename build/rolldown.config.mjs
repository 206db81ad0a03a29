// The programs outside the window, each one CommonJS file: Electron's preload must be, and a plain Node can run
// the host from an unpacked archive. Main and preload also run on Electron 25's Node 18; the rest on Node 24.
const program = (name, input, target) => ({
  input,
  platform: 'node',
  external: ['electron', 'better-sqlite3', /^node:/],
  transform: { target },
  resolve: { conditionNames: ['import', 'node', 'default'] },
  output: {
    file: `dist/${name}.cjs`,
    format: 'cjs',
    codeSplitting: false,
    sourcemap: true,
    banner: name === 'cli' ? '#!/usr/bin/env node' : undefined,
  },
})

export default [
  program('main', 'electron/main.ts', 'node18'),
  program('preload', 'electron/preload.ts', 'node18'),
  program('host', 'db/host/main.ts', 'node22'),
  program('worker', 'db/host/worker.ts', 'node22'),
  program('cli', 'db/cli/main.ts', 'node22'),
]
