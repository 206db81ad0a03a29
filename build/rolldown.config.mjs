// The programs outside the window, one file each. CommonJS, as Electron's preload must be, but for the command
// line, which awaits at its top. Main and preload also run on Electron 25's Node 18; the rest on Node 24.
// Under SAMPHAN_TEST_ENTITIES it is the program of the proof (steps/proof.mjs), in a folder of its own.
import process from 'node:process'
import { proofPlugins } from './steps/proof.mjs'

const folder = process.env.SAMPHAN_DIST ?? 'dist'

const program = (name, input, target, format = 'cjs') => ({
  input,
  platform: 'node',
  plugins: proofPlugins(),
  external: ['electron', 'better-sqlite3', '@napi-rs/keyring', /^node:/],
  transform: { target },
  resolve: { conditionNames: ['import', 'node', 'default'] },
  output: {
    file: `${folder}/${name}.${format === 'cjs' ? 'cjs' : 'mjs'}`,
    format,
    codeSplitting: false,
    sourcemap: true,
    // Names stay, so that a stack in a log can be read; the map says the line.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    banner: name === 'cli' ? '#!/usr/bin/env node' : undefined,
  },
})

export default [
  program('main', 'electron/main.ts', 'node18'),
  program('preload', 'electron/preload.ts', 'node18'),
  program('host', 'db/host/main.ts', 'node22'),
  program('worker', 'db/host/worker.ts', 'node22'),
  program('prepare', 'db/domains/transfer/prepareThread.ts', 'node22'),
  program('taker', 'db/domains/documents/taker.ts', 'node22'),
  program('cli', 'db/cli/main.ts', 'node22', 'es'),
]
