/** Articles that may answer what is being written: offered beside it, put into the answer, or noted as what solved it. */
import { IconBulb, IconExternalLink } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { openInWindow } from '../../state/windows.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import classes from './Tickets.module.css'

const SETTLE_MS = 400
const MOST = 3
/** Less than this says nothing of what it is about. */
const FEWEST = 4

/** What is typed, once typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

const THAI = /[\u0e00-\u0e7f]/
const PERSIAN = /[\u0600-\u06ff]/
const languageOf = (text: string, usual: 'en' | 'th' | 'fa'): 'en' | 'th' | 'fa' =>
  THAI.test(text) ? 'th' : PERSIAN.test(text) ? 'fa' : text === '' ? usual : 'en'

interface Props {
  readonly text: string
  /** Puts the article's text into the answer. */
  readonly onUse?: (article: { readonly id: string; readonly html: string }) => void
  readonly onSolved?: (id: string) => void
}

export function Suggestions({ text, onUse, onSolved }: Props): ReactNode {
  const t = useText()
  const { language } = usePreferences()
  const settled = useSettled(text).trim().slice(0, 20_000)
  const { data } = useRead(
    'article.suggest',
    { text: settled, language: languageOf(settled, language), limit: MOST },
    { depends: { on: ['article', 'ticket'] }, enabled: settled.length >= FEWEST, keep: true },
  )
  if (settled.length < FEWEST || !data || data.articles.length === 0) return null
  const use = async (id: string): Promise<void> => {
    const { html } = await call('article.read', { id })
    onUse?.({ id, html })
  }
  return (
    <section className={classes.suggestions} aria-label={t('suggest.title')}>
      <h3 className={classes.suggestTitle}>
        <IconBulb size={15} aria-hidden="true" /> {t('suggest.title')}
      </h3>
      <ul className={classes.list}>
        {data.articles.map(({ id, title, snippet, solved }) => (
          <li key={id} className={classes.suggestion}>
            <span className={classes.suggestText}>
              <strong>
                <Bdi>{title}</Bdi>
              </strong>
              <span className={classes.snippet} data-cut>
                <Bdi>{snippet}</Bdi>
              </span>
              {solved > 0 && <span className={classes.cardHead}>{t('article.solved', { n: solved })}</span>}
            </span>
            {onUse && (
              <Button size="small" onClick={() => void use(id)}>
                {t('suggest.use')}
              </Button>
            )}
            {onSolved && (
              <Button size="small" onClick={() => onSolved(id)}>
                {t('suggest.solved')}
              </Button>
            )}
            <IconButton
              label={t('suggest.open', { title })}
              size={26}
              onClick={() => openInWindow({ section: 'knowledge', id, full: true })}
            >
              <IconExternalLink size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
