// The window: everything bundled and served by app://, nothing inline, nothing fetched at run time.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { proofPlugins } from './steps/proof.mjs'

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

export default defineConfig({
  root: folder('renderer'),
  base: './',
  cacheDir: folder('.cache/vite'),
  plugins: [react(), ...proofPlugins()],
  worker: { format: 'es' },
  build: {
    outDir: folder(`${process.env.SAMPHAN_DIST ?? 'dist'}/renderer`),
    emptyOutDir: true,
    // The window, and the empty page on which documents are laid out for printing.
    rolldownOptions: {
      input: [folder('renderer/index.html'), folder('renderer/print.html')],
      // With all that it imports, and all that those import: one file instead of the hundred and more that hold what the
      // window has in common with pages fetched later.
      output: { codeSplitting: { groups: [{ name: 'first', test: /renderer[\\/]main\.tsx$/ }] } },
    },
    target: 'chrome114',
    cssTarget: 'chrome114',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    sourcemap: true,
    chunkSizeWarningLimit: 4_000,
    reportCompressedSize: false,
  },
})
