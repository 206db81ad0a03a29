/** The manual beside the work: it stays open while its steps are followed. F1 opens it at what is in front. */
import { IconArrowLeft, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { fold } from '#db/shared/text/fold.ts'
import { usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import classes from './Help.module.css'
import { Blocks } from './Markdown.tsx'
import { type ManualTopic, type TopicId, topicsOf } from './topics.ts'

interface Props {
  readonly topic: TopicId | undefined
  readonly onTopic: (topic: TopicId | undefined) => void
  readonly onClose: () => void
}

/** Some words around the first place where the query stands. */
function snippetOf(topic: ManualTopic, query: string): string {
  const at = fold(topic.text).indexOf(query)
  const from = Math.max(topic.title.length + 1, at - 30)
  return topic.text.slice(from, from + 90)
}

export function Manual({ topic: open, onTopic, onClose }: Props): ReactNode {
  const t = useText()
  const { language } = usePreferences()
  const [search, setSearch] = useState('')
  const box = useRef<HTMLInputElement>(null)
  const title = useRef<HTMLHeadingElement>(null)
  const topics = topicsOf(language)
  const topic = topics.find(({ id }) => id === open)
  const words = fold(search).trim().split(/\s+/).filter(Boolean)
  const found = topics.filter(({ text }) => words.every((word) => fold(text).includes(word)))

  useEffect(() => {
    if (open === undefined) box.current?.focus()
    else title.current?.focus()
  }, [open])

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    if (search !== '' && open === undefined) setSearch('')
    else onClose()
  }
  return (
    <aside className={classes.manual} aria-label={t('help.manual')} onKeyDown={onKeyDown}>
      <header className={classes.head}>
        <h2 className={classes.headTitle}>{t('help.manual')}</h2>
        <IconButton label={t('ui.close')} onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </header>
      <div className={classes.search}>
        <SearchBox
          ref={box}
          label={t('help.search')}
          placeholder={t('help.search')}
          value={search}
          onChange={(text) => {
            setSearch(text)
            if (text !== '') onTopic(undefined)
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section className={classes.body} tabIndex={0} aria-label={topic?.title ?? t('help.topics')}>
        {topic ? (
          <article className={classes.topic}>
            <div>
              <Button
                tone="quiet"
                size="small"
                icon={<IconArrowLeft size={14} className={classes.mirrored} />}
                onClick={() => onTopic(undefined)}
              >
                {t('help.all')}
              </Button>
            </div>
            <h2 ref={title} tabIndex={-1} className={classes.topicTitle}>
              {topic.title}
            </h2>
            <Blocks blocks={topic.blocks} />
          </article>
        ) : (
          <>
            {found.length === 0 && <p className={classes.none}>{t('help.nothing')}</p>}
            <ul className={classes.topics} aria-label={t('help.topics')}>
              {found.map((each) => (
                <li key={each.id}>
                  <button type="button" className={classes.topicLink} onClick={() => onTopic(each.id)}>
                    <span className={classes.topicName}>{each.title}</span>
                    <span className={classes.snippet}>{snippetOf(each, words[0] ?? '')}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </aside>
  )
}
