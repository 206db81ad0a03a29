/** Every reason and issue the host can give has words in every language; what only developers can meet is listed here. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Reasons of the command line and the benchmark, which speak English to whoever runs them. */
const developers = ['db/bench/', 'db/cli/']

const sources = globSync('db/**/*.ts', { cwd: root })
  .filter((path) => !developers.some((folder) => path.startsWith(folder)))
  .map(read)
const found = (pattern: RegExp): string[] =>
  sources.flatMap((text) => [...text.matchAll(pattern)].map((match) => match.slice(1).join('.')))

const needed = [
  ...found(/failure\(\s*'(\w+)',\s*'(\w+)'/g).map((reason) => `error.${reason}`),
  ...found(/new Bad\('(\w+)'/g).map((code) => `issue.${code}`),
  ...found(/invalid\([^,()]+,\s*'(\w+)'/g).map((code) => `issue.${code}`),
]

it.each(['en', 'th', 'fa'])('has words for all of them in %s', (language) => {
  const ids = new Set(
    globSync(`db/shared/messages/*.${language}.json`, { cwd: root }).flatMap((path) =>
      Object.keys(JSON.parse(read(path)) as object),
    ),
  )
  expect(needed.length).toBeGreaterThan(40)
  expect([...new Set(needed)].filter((id) => !ids.has(id)).sort()).toEqual([])
})
