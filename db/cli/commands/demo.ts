/** demo: believable, reproducible data. */
import { type Command, listOption, parseCount, textOption, UsageError } from '../command.ts'

const isLocale = (text: string): text is 'en' | 'th' | 'fa' => ['en', 'th', 'fa'].includes(text)

const demo: Command = {
  usage: ['demo --contacts N [--seed S] [--locales en,th,fa]'],
  values: ['contacts', 'seed', 'locales'],
  run(cli, _words, options) {
    const contacts = parseCount(options, 'contacts')
    if (!contacts) throw new UsageError('missing --contacts N')
    const seed = textOption(options, 'seed')
    const asked = listOption(options, 'locales')
    const locales = asked?.filter(isLocale)
    if (asked && locales?.length !== asked.length) throw new UsageError('--locales must be of en,th,fa')
    return cli.call('demo.create', {
      contacts,
      ...(seed !== undefined && { seed }),
      ...(locales && { locales }),
    })
  },
  text(answer) {
    const { counts } = answer as { counts: Record<string, number> }
    return Object.entries(counts)
      .map(([entity, count]) => `${entity}  ${count}`)
      .join('\n')
  },
}

export const demoCommands = { demo }
