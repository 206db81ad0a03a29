/** The templates there are, and the dialog in which one is written. */
import { IconPlus, IconTemplate } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { WireRecord } from '#db/shared/records.ts'
import { template } from '#db/shared/templates.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { ownerOf, useMayTrash } from '../../records/useRights.ts'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import classes from './Letters.module.css'
import { TemplateDialog } from './TemplateDialog.tsx'

export function TemplatesPage(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const may = useMay('create')
  const mayTrash = useMayTrash(template)
  const [editing, setEditing] = useState<WireRecord | 'new'>()
  const rows = useRead('record.list', { entity: 'template', limit: 1_000 }, { depends: { on: ['template'] } })
    .data?.rows
  const remove = async (row: WireRecord): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: 'template', id: row.id }),
      t('list.deleted', { name: String(row.name) }),
    )
  }
  const add = may ? (
    <Button tone="primary" icon={<IconPlus size={16} />} onClick={() => setEditing('new')}>
      {t('template.new')}
    </Button>
  ) : undefined
  return (
    <Page title={t('template.many')} text={t('template.text')} actions={rows?.length ? add : undefined}>
      {rows?.length === 0 ? (
        <EmptyState
          icon={<IconTemplate size={32} />}
          title={t('template.empty')}
          {...(add && { action: add })}
        >
          {t('template.empty.text')}
        </EmptyState>
      ) : (
        <Table
          label={t('template.many')}
          columns={[
            { id: 'name', label: t('template.field.name') },
            { id: 'kind', label: t('template.field.kind'), narrow: true },
            { id: 'about', label: t('template.field.about'), narrow: true },
            { id: 'menu', label: '', narrow: true },
          ]}
        >
          {rows?.map((row) => (
            <tr key={row.id}>
              <td>
                <button type="button" className={classes.name} onClick={() => setEditing(row)}>
                  <bdi>{String(row.name)}</bdi>
                </button>
                <div className={classes.hint}>
                  <bdi>{String(row.description ?? row.subject ?? '')}</bdi>
                </div>
              </td>
              <td>
                <Badge>{t(`template.choice.kind.${String(row.kind)}`)}</Badge>
              </td>
              <td>{t(`template.choice.about.${String(row.about)}`)}</td>
              <td>
                {mayTrash(ownerOf(row)) && (
                  <Button
                    size="small"
                    tone="quiet"
                    aria-label={t('template.delete', { name: String(row.name) })}
                    onClick={() => void remove(row)}
                  >
                    {t('list.delete')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {editing && <TemplateDialog template={editing} onClose={() => setEditing(undefined)} />}
    </Page>
  )
}
