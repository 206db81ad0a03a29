// The kit by itself, with made-up data: for looking at and for axe. Never part of the program.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: folder('.'),
  base: './',
  cacheDir: folder('../../../.cache/vite-gallery'),
  plugins: [react()],
  build: {
    outDir: folder('../../../.cache/gallery'),
    emptyOutDir: true,
    target: 'chrome114',
    cssTarget: 'chrome114',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
  },
})
