/** Addresses to read first: the lines they are printed in. “Edit” opens their parts; leaving closes them again. */
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { type FocusEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { formatAddress } from '#db/shared/addresses.ts'
import { useHasText, usePreferences, useText } from '../i18n/I18nProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { AddressList, type ListProps, type TextElement } from '../ui/fields/ContactLists.tsx'
import classes from './FieldInput.module.css'
import { isOverlay } from './focus.ts'

const partsOf = (address: TextElement): Record<string, string> =>
  Object.fromEntries(
    Object.entries(address).filter((part): part is [string, string] => part[1] !== undefined),
  )

export function AddressInput(props: ListProps): ReactNode {
  const { label, value, onChange, readOnly } = props
  const t = useText()
  const has = useHasText()
  const { language, country, digits } = usePreferences()
  const frame = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const opened = useRef(false)

  useEffect(() => {
    if (!opened.current) return
    opened.current = false
    frame.current?.querySelector<HTMLElement>('input:not([readonly])')?.focus()
  })
  const edit = (): void => {
    opened.current = true
    setOpen(true)
    if (value.length === 0) onChange([{ label: 'work', country }])
  }
  const onBlur = (event: FocusEvent<HTMLElement>): void => {
    const to = event.relatedTarget
    if (to instanceof Node && !event.currentTarget.contains(to) && !isOverlay(to)) setOpen(false)
  }
  const regions = new Intl.DisplayNames(language, { type: 'region' })
  const word = (code: string | undefined): string =>
    code && has(`label.${code}`) ? t(`label.${code}`) : (code ?? '')
  if (open)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: only learns that the cursor has left
      <div ref={frame} onBlur={onBlur}>
        <AddressList {...props} />
      </div>
    )
  return (
    <fieldset aria-label={label} className={classes.addresses}>
      <div className={classes.head}>{label}</div>
      {!readOnly && (
        <Button
          tone="quiet"
          size="small"
          icon={value.length > 0 ? <IconPencil size={14} /> : <IconPlus size={14} />}
          aria-label={value.length > 0 ? t('record.address.edit') : t('ui.list.addAddress')}
          onClick={edit}
        >
          {value.length > 0 ? t('record.timeline.edit') : t('ui.list.addAddress')}
        </Button>
      )}
      {value.map((address, index) => (
        <div key={address.id ?? index} className={classes.address}>
          <span className={classes.addressLabel} dir="auto">
            {word(address.label)}
          </span>
          <div dir="auto">
            {formatAddress(partsOf(address), language, {
              homeCountry: country,
              countryName: (code) => regions.of(code) ?? code,
              digits,
            }).map((line) => (
              <div key={line}>{line}</div>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  )
}
