/** What undoing an older operation came to: how much went back, and what stayed because somebody worked on it since. */
import { type ReactNode, useEffect, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { go } from '../../state/route.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import classes from './Page.module.css'

export type Undone = Output<'operation.undo'>

/** More than anybody reads; the rest is counted. */
const SHOWN = 100
const sections: Readonly<Record<string, string>> = { contact: 'contacts', company: 'companies' }

interface Props {
  readonly what: string
  readonly undone: Undone
  readonly onClose: () => void
}

export function UndoResult({ what, undone, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { kept, reverted } = undone
  const shown = kept.slice(0, SHOWN)
  const names = useNames(shown)
  const fieldName = (entity: string, field: string): string =>
    [`${entity}.field.${field}`, `field.${field}`].filter(has).map((id) => t(id))[0] ??
    t('operations.customField')
  return (
    <Dialog
      open
      title={t('operations.result', { what })}
      onClose={onClose}
      footer={
        <Button tone="primary" autoFocus onClick={onClose}>
          {t('ui.close')}
        </Button>
      }
    >
      <p>{t('undo.done', { n: reverted })}</p>
      {kept.length > 0 && (
        <>
          <p>{t('undo.kept', { n: kept.length })}</p>
          <ul className={classes.kept}>
            {shown.map((each) => (
              <li key={`${each.entity} ${each.id} ${each.field}`}>
                <KeptName
                  name={
                    names.get(each.id) ?? (has(`${each.entity}.one`) ? t(`${each.entity}.one`) : each.entity)
                  }
                  onOpen={
                    sections[each.entity]
                      ? () => {
                          onClose()
                          go({ section: sections[each.entity] ?? '', id: each.id })
                        }
                      : undefined
                  }
                />{' '}
                <span className={classes.dim}>
                  {t('operations.keptBecause', {
                    field: fieldName(each.entity, each.field),
                    by: each.by ?? '–',
                    when: format.dateTime(each.at),
                  })}
                </span>
              </li>
            ))}
          </ul>
          {kept.length > SHOWN && (
            <p className={classes.dim}>{t('operations.moreKept', { n: kept.length - SHOWN })}</p>
          )}
        </>
      )}
    </Dialog>
  )
}

function KeptName({
  name,
  onOpen,
}: {
  readonly name: string
  readonly onOpen: (() => void) | undefined
}): ReactNode {
  if (!onOpen) return <strong>{<Bdi>{name}</Bdi>}</strong>
  return (
    <Button tone="quiet" size="small" onClick={onOpen}>
      <Bdi>{name}</Bdi>
    </Button>
  )
}

/** Names of the records that were kept, as far as they may be seen. */
function useNames(kept: Undone['kept']): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    let stopped = false
    const ids = new Map(kept.map(({ id, entity }) => [id, entity]))
    const read = async (): Promise<void> => {
      const answers = await Promise.allSettled(
        [...ids].map(([id, entity]) => call('record.get', { entity, id })),
      )
      if (stopped) return
      setNames(
        new Map(
          answers.flatMap((answer) =>
            answer.status === 'fulfilled' && typeof answer.value.displayName === 'string'
              ? [[answer.value.id, answer.value.displayName]]
              : [],
          ),
        ),
      )
    }
    void read()
    return () => {
      stopped = true
    }
  }, [kept])
  return names
}
