// Draws icon.svg at every size that packages need, with the browser that the program has anyway:
//   xvfb-run -a node build/icons/make.ts
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { electronLaunch, ensureElectron } from '../steps/electron.mjs'
import { node24 } from '../steps/node24.mjs'
import { inRoot, root } from '../steps/paths.mjs'

const SIZES = [16, 32, 48, 64, 128, 256, 512]

const electron = await ensureElectron()
const { env, args } = electronLaunch(electron, node24())
const home = mkdtempSync(join(tmpdir(), 'samphan-icons-'))
const app = await _electron.launch({
  executablePath: electron.executable,
  args: [...args, root],
  env: { ...env, SAMPHAN_HOME: home },
})
const page = await app.firstWindow()
const svg = readFileSync(inRoot('build', 'icons', 'icon.svg')).toString('base64')
for (const size of SIZES) {
  const png = await page.evaluate(
    async ([source, pixels]) => {
      const image = new Image()
      image.src = `data:image/svg+xml;base64,${source}`
      await image.decode()
      const canvas = Object.assign(document.createElement('canvas'), { width: pixels, height: pixels })
      canvas.getContext('2d')?.drawImage(image, 0, 0, pixels, pixels)
      return canvas.toDataURL('image/png').split(',')[1] ?? ''
    },
    [svg, size] as const,
  )
  writeFileSync(inRoot('build', 'icons', `${size}x${size}.png`), Buffer.from(png, 'base64'))
}
await app.close()
rmSync(home, { recursive: true })
