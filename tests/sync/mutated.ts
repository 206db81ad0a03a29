/** Runs the simulator over the engine with one bug in it: `node tests/sync/mutated.ts NAME FROM COUNT`. Says `caught` or `survived`. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { mutants } from './mutants.ts'

const [name = '', from = '1', count = '400', most = '60'] = process.argv.slice(2)
const root = join(import.meta.dirname, '../..')
const mutant = mutants.find((one) => one.name === name)
if (name && !mutant) throw new Error(`no mutant ${name}`)
const target = mutant && pathToFileURL(join(root, mutant.file)).href

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (url !== target || !mutant) return loaded
    const source = readFileSync(fileURLToPath(url), 'utf8')
    if (!source.includes(mutant.text)) throw new Error(`the text of “${mutant.name}” is gone`)
    return {
      ...loaded,
      format: 'module-typescript',
      source: source.replace(mutant.text, () => mutant.becomes),
    }
  },
})

// After the hook, so that it sees everything that follows.
const { simulate, stepsFrom } = await import('./simulator.ts')
const { probe } = await import('./probes.ts')
let verdict = 'survived'
try {
  await probe()
} catch (error) {
  verdict = `caught by itself: ${error instanceof Error ? error.message : String(error)}`
}
for (let seed = Number(from); verdict === 'survived' && seed < Number(from) + Number(count); seed++) {
  try {
    await simulate(seed, stepsFrom(seed, Number(most)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    verdict = `caught by ${seed}: ${why.replaceAll('\n', ' ').slice(0, 200)}`
  }
}
process.stdout.write(`${verdict}\n`)
