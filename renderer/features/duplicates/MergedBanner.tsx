/** Says of a record what it was merged from, and takes it apart. */
import type { ReactNode } from 'react'
import type { Merge } from '#db/shared/duplicates.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import classes from './Page.module.css'

export function MergedBanner({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const may = useMay('trash')
  const id = String(record.id)
  const { data } = useRead(
    'duplicate.merges',
    { entity: entity.name, id },
    { depends: { on: [entity.name] }, enabled: entity.mergeable },
  )
  const takeApart = async (operation: string): Promise<void> => {
    await doing(() => call('duplicate.unmerge', { operation, id }), t('duplicate.unmerged'))
  }
  const namesOf = ({ records }: Merge): string =>
    records.map(({ displayName }) => displayName ?? t('list.unnamed')).join(' · ')
  return (data?.merges ?? []).map((merge) => (
    <div key={merge.operation} className={classes.banner}>
      <span className={classes.bannerText}>
        {t('duplicate.banner', { names: namesOf(merge) })}
        <span className={classes.dim} title={format.dateTime(merge.at)}>
          {format.relative(merge.at, Date.now())}
        </span>
      </span>
      {may && !readOnly && (
        <Button size="small" onClick={() => void takeApart(merge.operation)}>
          {t('duplicate.unmerge')}
        </Button>
      )}
    </div>
  ))
}
