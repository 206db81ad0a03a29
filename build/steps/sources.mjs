// Has anything changed since a target was built? Times and sizes answer at once; when they differ (a fresh
// checkout), contents decide.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cloneCache, inRoot } from './paths.mjs'

function* filesBelow(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isFile()) yield { path, stat }
  else for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name))
}

const digest = (lines) => createHash('sha256').update(lines.join('\n')).digest('hex')

/** `inputs` are files and folders, `outputs` what must exist afterwards; both relative to the clone. */
export function changes(target, inputs, outputs) {
  const file = join(cloneCache, 'built', `${target}.json`)
  const files = inputs.flatMap((input) => [...filesBelow(inRoot(input))])
  const quick = digest(files.map(({ path, stat }) => `${path} ${stat.mtimeMs} ${stat.size}`))
  const contents = () =>
    digest(
      files.map(({ path }) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`),
    )
  const write = (stamp) => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(stamp))
  }
  return {
    any() {
      if (!existsSync(file) || !outputs.every((output) => existsSync(inRoot(output)))) return true
      const stamp = JSON.parse(readFileSync(file, 'utf8'))
      if (stamp.quick === quick) return false
      if (stamp.contents !== contents()) return true
      write({ quick, contents: stamp.contents })
      return false
    },
    /** What was built is what was there when `changes` was called, whatever has been edited since. */
    built: () => write({ quick, contents: contents() }),
  }
}
