/** The backups there are, and what putting one back would change. */
import { type ReactNode, useEffect, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { call, recordOf } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { useMay } from '../../state/session.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { Table } from '../../ui/Table.tsx'
import { Group } from './Group.tsx'
import classes from './Page.module.css'

interface Props {
  readonly folder: string | null
  /** The last one made: then there is one more. */
  readonly made: string | undefined
}

type Looked = {
  readonly name: string
  readonly found?: Output<'backup.inspect'>
  readonly error?: ErrorRecord
}

export function KeptBackups({ folder, made }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const [listed, setListed] = useState<{
    readonly backups: Output<'backup.list'>['backups']
    readonly error?: ErrorRecord
  }>()
  const [looked, setLooked] = useState<Looked>()
  const [restoring, setRestoring] = useState(false)
  const mayRestore = useMay('configure')
  const where = folder === null ? {} : { folder }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new backup is a reason to look again
  useEffect(() => {
    let current = true
    call('backup.list', where).then(
      ({ backups }) => current && setListed({ backups }),
      (error: unknown) => current && setListed({ backups: [], error: recordOf(error) }),
    )
    return () => {
      current = false
    }
  }, [folder, made])
  const look = async (name: string): Promise<void> => {
    try {
      setLooked({ name, found: await call('backup.inspect', { ...where, name }) })
    } catch (error) {
      setLooked({ name, error: recordOf(error) })
    }
  }
  const restore = async (name: string): Promise<void> => {
    setRestoring(true)
    try {
      const { previous } = await call('backup.restore', { ...where, name })
      setLooked(undefined)
      toast({
        tone: 'done',
        text: t('settings.backup.restored'),
        ...(previous !== null && { detail: previous }),
      })
    } catch (error) {
      setLooked({ name, error: recordOf(error) })
    } finally {
      setRestoring(false)
    }
  }
  return (
    <Group title={t('settings.backup.kept')}>
      {listed?.error && <ErrorNote error={listed.error} />}
      {listed && !listed.error && listed.backups.length === 0 && (
        <p className={classes.note}>{t('settings.backup.none')}</p>
      )}
      {listed && listed.backups.length > 0 && (
        <Table
          label={t('settings.backup.kept')}
          columns={[
            { id: 'at', label: t('settings.backup.when') },
            { id: 'size', label: t('settings.backup.size'), end: true },
            { id: 'look', label: <span aria-hidden="true" />, narrow: true, end: true },
          ]}
        >
          {listed.backups.map(({ name, at, bytes }) => (
            <tr key={name}>
              <td title={name}>{format.dateTime(at)}</td>
              <td data-end="">{format.bytes(bytes)}</td>
              <td data-end="" data-narrow="">
                <Button
                  size="small"
                  aria-label={`${t('settings.backup.look')} ${name}`}
                  onClick={() => void look(name)}
                >
                  {t('settings.backup.look')}
                </Button>
              </td>
            </tr>
          ))}
        </Table>
      )}
      {looked && (
        <Dialog
          open
          title={t('settings.backup.look')}
          onClose={() => setLooked(undefined)}
          footer={
            <>
              <Button onClick={() => setLooked(undefined)}>{t('ui.close')}</Button>
              {looked.found && mayRestore && (
                <Button tone="danger" busy={restoring} onClick={() => void restore(looked.name)}>
                  {t('settings.backup.restore.do')}
                </Button>
              )}
            </>
          }
        >
          <p className={classes.path}>
            <Ltr>{looked.name}</Ltr>
          </p>
          {looked.error && <ErrorNote error={looked.error} />}
          {looked.found && <Changes found={looked.found} />}
          {looked.found && mayRestore && <p>{t('settings.backup.restore.text')}</p>}
        </Dialog>
      )}
    </Group>
  )
}

function Changes({ found }: { readonly found: Output<'backup.inspect'> }): ReactNode {
  const t = useText()
  const format = useFormat()
  const changed = found.counts.filter(({ gone, back, changed: as }) => gone + back + as > 0)
  return (
    <>
      {!found.sameDatabase && <p role="alert">{t('settings.backup.other')}</p>}
      <p>{t('settings.backup.preview', { n: found.operations })}</p>
      {changed.length === 0 ? (
        <p>{t('settings.backup.same')}</p>
      ) : (
        <Table
          label={t('settings.backup.look')}
          columns={[
            { id: 'what', label: t('settings.backup.what') },
            { id: 'now', label: t('settings.backup.now.count'), end: true },
            { id: 'kept', label: t('settings.backup.then.count'), end: true },
            { id: 'gone', label: t('settings.backup.gone'), end: true },
            { id: 'back', label: t('settings.backup.back'), end: true },
            { id: 'changed', label: t('settings.backup.changed'), end: true },
          ]}
        >
          {changed.map(({ entity, now, kept, gone, back, changed: as }) => (
            <tr key={entity}>
              <td>{t(`${entity}.many`)}</td>
              <td data-end="">{format.integer(now)}</td>
              <td data-end="">{format.integer(kept)}</td>
              <td data-end="">{format.integer(gone)}</td>
              <td data-end="">{format.integer(back)}</td>
              <td data-end="">{format.integer(as)}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  )
}
