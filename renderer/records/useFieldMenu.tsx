/** What can be asked about a single field of a form: what it said before, by right click, the menu key or Ctrl+Shift+H. */
import { IconHistory } from '@tabler/icons-react'
import { type FocusEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { useCommand } from '../state/commands.ts'
import { keyText } from '../state/keys.ts'
import { ContextMenu, type MenuPoint } from '../ui/Menu.tsx'
import { useFields } from './columns.tsx'
import { FieldPast } from './FieldPast.tsx'
import type { Loaded } from './useRecord.ts'

const fieldAt = (target: EventTarget | null): string | undefined => {
  const frame = target instanceof Element ? target.closest('[data-field]') : null
  return frame?.getAttribute('data-field') ?? undefined
}

interface FieldMenu {
  readonly onContextMenu: (event: MouseEvent) => void
  readonly onFocus: (event: FocusEvent) => void
  readonly shown: ReactNode
}

export function useFieldMenu(entity: Entity, record: Loaded, readOnly: boolean): FieldMenu {
  const t = useText()
  const fields = useFields(entity)
  const [menu, setMenu] = useState<MenuPoint & { readonly field: string }>()
  const [past, setPast] = useState<string>()
  const last = useRef<string>(undefined)
  useCommand('field.history', () => {
    const field = fieldAt(document.activeElement) ?? last.current ?? fields[0]?.name
    if (field !== undefined) setPast(field)
  })
  const field = fields.find(({ name }) => name === past)
  return {
    onContextMenu(event) {
      const name = fieldAt(event.target)
      if (name === undefined) return
      event.preventDefault()
      setMenu({ x: event.clientX, y: event.clientY, field: name })
    },
    onFocus(event) {
      last.current = fieldAt(event.target) ?? last.current
    },
    shown: (
      <>
        <ContextMenu
          label={t('record.fieldMenu')}
          at={menu}
          onClose={() => setMenu(undefined)}
          entries={[
            {
              id: 'past',
              label: t('command.field.history'),
              icon: <IconHistory size={15} />,
              keys: keyText('CmdOrCtrl+Shift+H'),
              onSelect: () => setPast(menu?.field),
            },
          ]}
        />
        {field && (
          <FieldPast
            entity={entity}
            record={record}
            field={field}
            readOnly={readOnly}
            onClose={() => setPast(undefined)}
          />
        )}
      </>
    ),
  }
}
