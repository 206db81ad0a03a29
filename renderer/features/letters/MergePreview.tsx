/** What is merged, as each recipient will have it: one after the other. */
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Input, Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { native } from '../../data/native.ts'
import { call, recordOf } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Markup } from '../../ui/Markup.tsx'
import classes from './Letters.module.css'
import type { LetterRequest } from './request.ts'

export function MergePreview({
  input,
  target,
  isLabel,
}: {
  readonly input: Input<'letter.record'>
  readonly target: LetterRequest
  readonly isLabel: boolean
}): ReactNode {
  const t = useText()
  const format = useFormat()
  const [index, setIndex] = useState(0)
  const [shown, setShown] = useState<Output<'letter.preview'>>()
  const [error, setError] = useState<ErrorRecord>()
  const { source, reader } = input
  const { target: of, about } = target
  useEffect(() => {
    const stop = new AbortController()
    void (async () => {
      try {
        const id = await idAt(of, about, index)
        if (!id) return
        const merged = await call('letter.preview', { source, id, reader }, { signal: stop.signal })
        if (stop.signal.aborted) return
        setShown(merged)
        setError(undefined)
      } catch (failure) {
        if (!stop.signal.aborted) setError(recordOf(failure))
      }
    })()
    return () => stop.abort()
  }, [source, reader, of, about, index])
  return (
    <section className={classes.preview} aria-label={t('print.preview')}>
      <div className={classes.paging}>
        <IconButton label={t('letter.previous')} disabled={index === 0} onClick={() => setIndex(index - 1)}>
          <IconChevronLeft size={16} className={classes.mirrored} />
        </IconButton>
        <span role="status">
          {t('record.place', { n: format.integer(index + 1), total: format.integer(target.count) })}
        </span>
        <IconButton
          label={t('letter.next')}
          disabled={index >= target.count - 1}
          onClick={() => setIndex(index + 1)}
        >
          <IconChevronRight size={16} className={classes.mirrored} />
        </IconButton>
      </div>
      {error && <ErrorNote error={error} />}
      {shown && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        <section className={classes.paper} tabIndex={0} aria-label={t('letter.shown')}>
          {shown.subject && !isLabel && (
            <strong>
              <bdi>{shown.subject}</bdi>
            </strong>
          )}
          <Markup html={shown.html} onLink={(address) => void native?.openExternal(address)} />
        </section>
      )}
    </section>
  )
}

/** The record at a place of what is merged. */
async function idAt(
  target: LetterRequest['target'],
  entity: string,
  index: number,
): Promise<string | undefined> {
  if ('ids' in target) return target.ids[index]
  if ('filter' in target)
    return (await call('record.list', { entity, filter: target.filter, offset: index, limit: 1 })).rows[0]?.id
  if ('view' in target)
    return (await call('record.list', { entity, view: target.view, offset: index, limit: 1 })).rows[0]?.id
  const { lookupId, version, ranges } = target
  let offset = index
  for (const [first, last] of ranges ?? []) {
    if (offset <= last - first) {
      offset += first
      break
    }
    offset -= last - first + 1
  }
  const page = await call('lookup.page', {
    lookupId,
    version: version ?? 1,
    offset,
    limit: 1,
    fields: ['displayName'],
  })
  return page.ids[0]
}
