/** bench: the figures of this program on this machine, each beside its limit. */
import type { Line } from '../../bench/measure.ts'
import { measure, rowsNamed } from '../../bench/run.ts'
import { failure } from '../../shared/errors.ts'
import { type Command, listOption, parseCount, UsageError } from '../command.ts'

const SIZES = [10_000, 100_000]

const bench: Command = {
  usage: ['bench [--contacts N] [--only NAME,…] [--runs N]'],
  values: ['contacts', 'only', 'runs'],
  async run(cli, _words, options) {
    const only = listOption(options, 'only')
    const chosen = rowsNamed(only)
    if (!chosen.length) throw new UsageError(`nothing is called ${only?.join(', ')}`)
    const contacts = parseCount(options, 'contacts')
    const runs = parseCount(options, 'runs')
    const lines: Line[] = []
    for (const n of contacts ? [contacts] : SIZES) {
      const { signal, say } = cli
      for await (const line of measure({ contacts: n, signal, say, ...(runs && { runs }) }, chosen)) {
        lines.push(line)
        if (!cli.json) await cli.print(JSON.stringify(line))
      }
    }
    const wrong = lines.filter(({ note }) => note.startsWith('FAILED')).map(({ name }) => name)
    if (wrong.length) throw failure('Corrupt', 'benchmarksFailed', { names: wrong.join(', ') })
    return cli.json ? lines : undefined
  },
}

export const benchCommands = { bench }
