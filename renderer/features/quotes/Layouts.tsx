/** The templates quotes come in: the built-in one to copy, and those made of it. */
import { IconCopy, IconPencil, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { builtInLayout, layoutFrom } from '#db/shared/quoteLayouts.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Bdi } from '../../i18n/useFormat.tsx'
import { useDoing } from '../../state/doing.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Table } from '../../ui/Table.tsx'
import { type EditedLayout, LayoutDialog } from './LayoutDialog.tsx'
import classes from './Quotes.module.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const edited = (row: WireRecord): EditedLayout => ({
  name: text(row.name),
  language: row.language === 'en' || row.language === 'th' || row.language === 'fa' ? row.language : null,
  standard: row.standard === true,
  layout: layoutFrom(row),
})

export function QuoteLayouts({ mayEdit }: { readonly mayEdit: boolean }): ReactNode {
  const t = useText()
  const doing = useDoing()
  const [open, setOpen] = useState<EditedLayout>()
  const rows = useRead(
    'record.list',
    { entity: 'quoteLayout', limit: 500, sort: ['name'] },
    { depends: { on: ['quoteLayout'] }, keep: true },
  ).data?.rows
  const copy = (from: EditedLayout): void =>
    setOpen({ ...from, name: t('quoteLayout.copyOf', { name: from.name }), standard: false })
  const remove = async (row: WireRecord): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: 'quoteLayout', id: row.id }),
      t('ui.deletedNamed', { name: text(row.name) }),
    )
  }
  const builtIn: EditedLayout = {
    name: t('quoteLayout.builtIn'),
    language: null,
    standard: false,
    layout: builtInLayout,
  }
  const hasStandard = rows?.some((row) => row.standard === true && !row.language) ?? false
  return (
    <section className={classes.layouts} aria-label={t('quoteLayout.many')}>
      <h3 className={classes.heading}>{t('quoteLayout.many')}</h3>
      <p className={classes.dim}>{t('quoteLayout.text')}</p>
      <Table
        label={t('quoteLayout.many')}
        columns={[
          { id: 'name', label: t('quoteLayout.field.name') },
          { id: 'language', label: t('quoteLayout.field.language'), narrow: true },
          { id: 'standard', label: '', narrow: true },
          { id: 'verbs', label: '', narrow: true },
        ]}
      >
        <tr>
          <td>
            {builtIn.name}
            <div className={classes.dim}>{t('quoteLayout.builtIn.text')}</div>
          </td>
          <td>{t('quoteLayout.anyLanguage')}</td>
          <td>{!hasStandard && <Badge>{t('quoteLayout.usual')}</Badge>}</td>
          <td>
            {mayEdit && (
              <IconButton
                label={t('quoteLayout.copy', { name: builtIn.name })}
                size={26}
                onClick={() => copy(builtIn)}
              >
                <IconCopy size={15} />
              </IconButton>
            )}
          </td>
        </tr>
        {rows?.map((row) => {
          const name = text(row.name)
          const one = edited(row)
          return (
            <tr key={row.id}>
              <td>
                <Bdi>{name}</Bdi>
              </td>
              <td>
                {one.language === null
                  ? t('quoteLayout.anyLanguage')
                  : t(`quoteLayout.choice.language.${one.language}`)}
              </td>
              <td>{one.standard && <Badge tone="accent">{t('quoteLayout.usual')}</Badge>}</td>
              <td>
                {mayEdit && (
                  <div className={classes.verbs}>
                    <IconButton
                      label={t('ui.editNamed', { name })}
                      size={26}
                      onClick={() => setOpen({ ...one, id: row.id })}
                    >
                      <IconPencil size={15} />
                    </IconButton>
                    <IconButton label={t('quoteLayout.copy', { name })} size={26} onClick={() => copy(one)}>
                      <IconCopy size={15} />
                    </IconButton>
                    <IconButton
                      label={t('ui.deleteNamed', { name })}
                      size={26}
                      onClick={() => void remove(row)}
                    >
                      <IconTrash size={15} />
                    </IconButton>
                  </div>
                )}
              </td>
            </tr>
          )
        })}
      </Table>
      {open && <LayoutDialog start={open} onClose={() => setOpen(undefined)} />}
    </section>
  )
}
