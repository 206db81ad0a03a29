/** How often the article that answers a question is among the first three, against pairs labelled by hand. */
import { describe, expect, it } from 'vitest'
import { articleTexts } from '#db/demo/data/articles.ts'
import { SuggestionIndex } from '#db/shared/knowledge/suggest.ts'
import { pairs } from './pairs.ts'

const languages = ['en', 'th', 'fa'] as const
const articles = languages.flatMap((language) =>
  articleTexts[language].map((text) => ({ ...text, language, body: text.body.join('\n') })),
)
const index = new SuggestionIndex(articles.map((article, id) => ({ ...article, id })))

describe.each(languages)('in %s', (language) => {
  it('the right article is among the first three for four of five', () => {
    const missed = pairs[language].filter(([written, topic]) => {
      const found = index.suggest(written, 3, language).map(({ id }) => articles[id])
      return !found.some((article) => article?.topic === topic && article.language === language)
    })
    expect(pairs[language].length).toBeGreaterThanOrEqual(20)
    const share = 1 - missed.length / pairs[language].length
    expect(share, missed.map(([written]) => written).join('\n')).toBeGreaterThanOrEqual(0.8)
  })
})

it('nothing is suggested for what says nothing', () => {
  for (const text of ['', ' ', 'hello', 'สวัสดีค่ะ', 'سلام', '???', 'x'.repeat(50_000)])
    expect(index.suggest(text, 3), text.slice(0, 20)).toEqual([])
})

it('the first article that is written is suggested too', () => {
  const only = new SuggestionIndex([
    {
      id: 7,
      title: 'The printer does not print',
      keywords: ['silent'],
      body: 'Hold the key.',
      language: 'en',
    },
  ])
  expect(only.suggest('The printer makes no noise', 3, 'en').map(({ id }) => id)).toEqual([7])
  expect(only.suggest('Invoice is wrong', 3, 'en')).toEqual([])
})
