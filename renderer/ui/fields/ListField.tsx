/**
 * The editor of labelled lists: phones, e-mails, web addresses, handles, events, addresses. Owns adding, removing,
 * ordering and the label; what stands in a row is the caller's. Elements keep their ids: each is a sync register.
 */
import { IconArrowUp, IconDotsVertical, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../Button.tsx'
import { Menu } from '../Menu.tsx'
import classes from './ListField.module.css'
import { PickList } from './PickList.tsx'

export interface ListElement {
  readonly id?: string | undefined
  readonly label?: string | undefined
}

interface Props<Element extends ListElement> {
  readonly label: string
  readonly addLabel: string
  readonly value: readonly Element[]
  readonly onChange: (value: readonly Element[]) => void
  readonly onBlur?: () => void
  /** A fresh element. */
  readonly blank: () => Element
  /** Labels to offer, worded; what is stored for each. */
  readonly labels?: readonly { readonly code: string; readonly label: string }[]
  /** The controls of one element. */
  readonly children: (element: Element, change: (element: Element) => void, index: number) => ReactNode
  /** Rows that need the full width below their label. */
  readonly tall?: boolean
  readonly readOnly?: boolean
}

export function ListField<Element extends ListElement>(props: Props<Element>): ReactNode {
  const { label, addLabel, value, onChange, onBlur, blank, labels, children, tall, readOnly } = props
  const t = useText()
  const list = useRef<HTMLDivElement>(null)
  const grown = useRef(false)

  // A row that was just added takes the cursor.
  useEffect(() => {
    if (!grown.current) return
    grown.current = false
    const inputs = list.current?.lastElementChild?.querySelectorAll('input')
    inputs?.item(labels && !tall ? 1 : 0).focus()
  })

  const add = (): void => {
    grown.current = true
    onChange([...value, blank()])
  }
  const replace = (index: number, element: Element): void => onChange(value.with(index, element))
  const remove = (index: number): void => onChange(value.toSpliced(index, 1))
  const first = (index: number): void => {
    const element = value[index]
    if (element) onChange([element, ...value.toSpliced(index, 1)])
  }
  const worded = (code: string | undefined): string =>
    labels?.find((entry) => entry.code === code)?.label ?? code ?? ''
  const coded = (text: string): string => labels?.find((entry) => entry.label === text)?.code ?? text

  return (
    <div role="group" aria-label={label} className={classes.field} onBlur={onBlur}>
      <div className={classes.head}>{label}</div>
      <div ref={list} className={classes.rows}>
        {value.map((element, index) => (
          <div
            key={element.id ?? index}
            className={classes.row}
            data-tall={tall || undefined}
            data-plain={!labels || undefined}
          >
            {labels && (
              <PickList
                label={t('ui.list.label', { field: label, n: index + 1 })}
                labelHidden
                readOnly={readOnly}
                suggestions={labels.map((entry) => entry.label)}
                value={worded(element.label)}
                onChange={(text) => replace(index, { ...element, label: coded(text) || undefined })}
              />
            )}
            <div className={classes.controls}>{children(element, (next) => replace(index, next), index)}</div>
            {!readOnly && (
              <div className={classes.actions}>
                <Menu
                  label={t('ui.list.actions', { field: label, n: index + 1 })}
                  position="bottom-end"
                  trigger={
                    <IconButton label={t('ui.list.actions', { field: label, n: index + 1 })}>
                      <IconDotsVertical size={15} />
                    </IconButton>
                  }
                  entries={[
                    {
                      id: 'first',
                      label: t('ui.list.first'),
                      icon: <IconArrowUp size={15} />,
                      disabled: index === 0,
                      onSelect: () => first(index),
                    },
                    {
                      id: 'remove',
                      label: t('ui.list.remove'),
                      icon: <IconTrash size={15} />,
                      danger: true,
                      onSelect: () => remove(index),
                    },
                  ]}
                />
              </div>
            )}
          </div>
        ))}
      </div>
      {!readOnly && (
        <div>
          <Button tone="quiet" size="small" icon={<IconPlus size={14} />} onClick={add}>
            {addLabel}
          </Button>
        </div>
      )}
    </div>
  )
}
