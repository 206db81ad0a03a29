/** An article on its page: read, written, published; its versions, files and translations. */
import { IconLanguage, IconPaperclip, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { articleLanguages } from '#db/shared/knowledge.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps, RecordTab } from '../../records/extensions.tsx'
import { openRecord } from '../../records/open.ts'
import { useDoing } from '../../state/doing.ts'
import { reportFailure } from '../../state/feedback.ts'
import { askFor } from '../../state/lookup.ts'
import { go } from '../../state/route.ts'
import { toast } from '../../state/ui.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Markup } from '../../ui/Markup.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { RichText } from '../../ui/RichText.tsx'
import classes from './Article.module.css'

type Read = Output<'article.read'>
const depends = { on: ['article', 'articleVersion', 'articleCategory', 'ticket'] }
const tones: Readonly<Record<Read['status'], Tone>> = {
  draft: 'warning',
  published: 'success',
  archived: 'neutral',
}

/** The tickets it answered, as a list. */
function showSolved(id: string): void {
  askFor('ticket', { field: 'articleId', op: 'is', value: id })
  go({ section: 'tickets' })
}

function Panel({ record, readOnly }: RecordProps): ReactNode {
  const { data, error } = useRead('article.read', { id: record.id }, { depends, keep: true })
  if (error) return <ErrorNote error={error.record} />
  return data ? <Article key={data.id} article={data} readOnly={readOnly} /> : null
}

function Article({ article, readOnly }: { readonly article: Read; readonly readOnly: boolean }): ReactNode {
  const t = useText()
  const format = useFormat()
  const doing = useDoing()
  const [draft, setDraft] = useState<string>()
  const { id, status, version, changed, publishedAt, solved } = article
  const setStatus = (next: Read['status']): void =>
    void doing(() => call('article.setStatus', { id, status: next }), t(`article.now.${next}`))
  const save = async (): Promise<void> => {
    await doing(() => call('article.save', { id, html: draft ?? '' }), t('article.saved'))
    setDraft(undefined)
  }
  return (
    <div className={classes.article}>
      <div className={classes.bar}>
        <Badge tone={tones[status]}>{t(`article.choice.status.${status}`)}</Badge>
        {version > 0 && <span className={classes.dim}>{t('article.version', { n: version })}</span>}
        {changed && <Badge tone="warning">{t('article.changed')}</Badge>}
        {publishedAt !== null && <span className={classes.dim}>{format.day(publishedAt)}</span>}
        {solved > 0 ? (
          <Button size="small" tone="quiet" onClick={() => showSolved(id)}>
            {t('article.solved', { n: solved })}
          </Button>
        ) : (
          <span className={classes.dim}>{t('article.solved', { n: solved })}</span>
        )}
        <span className={classes.space} />
        {!readOnly && draft === undefined && (
          <>
            <Button size="small" onClick={() => setDraft(article.html)}>
              {t('article.write')}
            </Button>
            {(status !== 'published' || changed) && (
              <Button size="small" tone="primary" onClick={() => setStatus('published')}>
                {t('article.publish')}
              </Button>
            )}
            {status === 'published' && (
              <Button size="small" onClick={() => setStatus('archived')}>
                {t('article.archive')}
              </Button>
            )}
          </>
        )}
        {draft !== undefined && (
          <>
            <Button size="small" onClick={() => setDraft(undefined)}>
              {t('ui.cancel')}
            </Button>
            <Button size="small" tone="primary" onClick={() => void save()}>
              {t('ui.save')}
            </Button>
          </>
        )}
      </div>
      {draft === undefined ? (
        <div className={classes.text}>
          {article.body === '' ? (
            <p className={classes.nothing}>{t('article.noText')}</p>
          ) : (
            <Markup html={article.html} onLink={(address) => void native?.openExternal(address)} />
          )}
        </div>
      ) : (
        <RichText
          label={t('article.field.body')}
          value={draft}
          full
          autoFocus
          onChange={({ html }) => setDraft(html)}
        />
      )}
      <Files article={article} readOnly={readOnly} />
      <Translations article={article} readOnly={readOnly} />
      <Versions article={article} readOnly={readOnly} />
    </div>
  )
}

function Files({ article, readOnly }: { readonly article: Read; readonly readOnly: boolean }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const doing = useDoing()
  const { id, attachments } = article
  const attach = async (): Promise<void> => {
    const files = (await native?.openFiles({ title: t('mail.write.attach'), many: true })) ?? []
    if (files.length > 0) await doing(() => call('article.attach', { id, files }), t('article.saved'))
  }
  const open = async (sha256: string): Promise<void> => {
    try {
      const { path } = await call('article.openFile', { id, sha256 })
      if (!(await native?.openPath(path))) toast({ tone: 'problem', text: t('documents.noProgram') })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  if (readOnly && attachments.length === 0) return null
  return (
    <div className={classes.row}>
      {!readOnly && (
        <Button size="small" icon={<IconPaperclip size={14} />} onClick={() => void attach()}>
          {t('mail.write.attach')}
        </Button>
      )}
      {attachments.map(({ sha256, name, size }) => (
        <span key={sha256} className={classes.row}>
          <Button size="small" onClick={() => void open(sha256)}>
            <span>
              <Bdi>{name}</Bdi> · {format.bytes(size)}
            </span>
          </Button>
          {!readOnly && (
            <IconButton
              label={t('mail.write.detach', { name })}
              size={24}
              onClick={() => void doing(() => call('article.detach', { id, sha256 }), t('article.saved'))}
            >
              <IconX size={13} />
            </IconButton>
          )}
        </span>
      ))}
    </div>
  )
}

/** The article in other languages, and the way to write it in one that is missing. */
function Translations({
  article,
  readOnly,
}: {
  readonly article: Read
  readonly readOnly: boolean
}): ReactNode {
  const t = useText()
  const doing = useDoing()
  const { id, title, html, language, category, keywords, translations } = article
  const taken = [language, ...translations.map((each) => each.language)]
  const missing = articleLanguages.filter((each) => !taken.includes(each))
  if (translations.length === 0 && (readOnly || language === null || missing.length === 0)) return null
  const translate = async (into: (typeof articleLanguages)[number]): Promise<void> => {
    const made = await doing(
      () =>
        call('article.save', {
          title,
          html,
          language: into,
          keywords,
          category: category?.id ?? null,
          translates: article.original ?? id,
        }),
      t('article.translated'),
    )
    if (!made) return
    openRecord('article', made.id)
  }
  return (
    <section aria-label={t('article.translations')}>
      <div className={classes.row}>
        <h3 className={classes.heading}>{t('article.translations')}</h3>
        {!readOnly && language !== null && missing.length > 0 && (
          <Menu
            label={t('article.translate')}
            trigger={
              <Button size="small" icon={<IconLanguage size={14} />}>
                {t('article.translate')}
              </Button>
            }
            entries={missing.map((each) => ({
              id: each,
              label: t('article.translate.into', { language: t(`article.choice.language.${each}`) }),
              onSelect: () => void translate(each),
            }))}
          />
        )}
      </div>
      <ul className={classes.list}>
        {translations.map((other) => (
          <li key={other.id} className={classes.row}>
            {other.language !== null && <Badge>{t(`article.choice.language.${other.language}`)}</Badge>}
            <Button size="small" tone="quiet" onClick={() => openRecord('article', other.id)}>
              <Bdi>{other.title}</Bdi>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Versions({ article, readOnly }: { readonly article: Read; readonly readOnly: boolean }): ReactNode {
  const t = useText()
  const format = useFormat()
  const doing = useDoing()
  const { id, versions } = article
  if (versions.length === 0) return null
  return (
    <section aria-label={t('articleVersion.many')}>
      <h3 className={classes.heading}>{t('article.versions')}</h3>
      <ul className={classes.list}>
        {versions.map(({ number, at, by }, index) => (
          <li key={`${number} ${at}`} className={classes.row}>
            <span>{t('article.version', { n: number })}</span>
            <span className={classes.dim}>{format.dateTime(at)}</span>
            {by !== null && (
              <span className={classes.dim}>
                <Bdi>{by}</Bdi>
              </span>
            )}
            {!readOnly && (index > 0 || article.changed) && (
              <Button
                size="small"
                tone="quiet"
                onClick={() =>
                  void doing(() => call('article.restore', { id, version: number }), t('article.restored'))
                }
              >
                {t('article.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

export const articleTab: RecordTab = {
  id: 'article',
  label: 'article.one',
  on: ({ name }) => name === 'article',
  Panel,
}
