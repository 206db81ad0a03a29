/** What axe finds at WCAG 2.2 AA on what a page shows now. The one place that knows how axe gets there. */
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

/** Function body that leaves `axe` in the page. */
const { source } = createRequire(import.meta.url)('axe-core') as typeof axe
const LEVEL_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** A line for each rule that is broken, with the first places where it is; `only`: by these rules alone. */
export async function violations(page: Page, only?: readonly string[]): Promise<string[]> {
  // A page keeps it until it is loaded again: sending half a megabyte each time would be half of the work.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  return page.evaluate(
    async (runOnly) => {
      // Halfway through fading in, anything is too pale; what begins to fade shows a frame or two later. Not by animation
      // frames: a window that has nothing to draw may be given none.
      const moving = (): boolean =>
        document
          .getAnimations()
          .some(
            ({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity,
          )
      for (let still = 0, looks = 0; still < 2 && looks < 80; looks++) {
        await new Promise((resolve) => setTimeout(resolve, 25))
        still = moving() ? 0 : still + 1
      }
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') }
      // What passed is not described: on a full page that is most of the rest.
      const found = await axe.run({ runOnly, resultTypes: ['violations'] })
      return found.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 5)
            .map(({ target }) => target.join(' '))
            .join(' | ')}`,
      )
    },
    only ? { type: 'rule' as const, values: [...only] } : { type: 'tag' as const, values: LEVEL_AA },
  )
}
