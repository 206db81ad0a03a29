/** A short list of parts of a definition: each with its fields, moved up and down, taken away, and one more added. */
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import classes from './Builder.module.css'

interface Props<Part> {
  readonly label: string
  readonly parts: readonly Part[]
  readonly most: number
  /** What one more begins as; undefined: there is nothing more to add. */
  readonly fresh: Part | undefined
  readonly add: string
  /** What a part is called when it is spoken of. */
  readonly nameOf: (part: Part) => string
  readonly onChange: (parts: readonly Part[]) => void
  readonly children: (part: Part, set: (next: Part) => void, at: number) => ReactNode
}

export function PartList<Part>({
  label,
  parts,
  most,
  fresh,
  add,
  nameOf,
  onChange,
  children,
}: Props<Part>): ReactNode {
  const t = useText()
  const move = (at: number, by: number): void => {
    const next = [...parts]
    const [part] = next.splice(at, 1)
    if (part === undefined) return
    next.splice(at + by, 0, part)
    onChange(next)
  }
  return (
    <fieldset className={classes.parts}>
      <legend className={classes.legend}>{label}</legend>
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
        <div key={at} className={classes.part}>
          <div className={classes.fields}>
            {children(part, (next) => onChange(parts.map((each, other) => (other === at ? next : each))), at)}
          </div>
          <IconButton
            label={t('report.part.up', { what: nameOf(part) })}
            disabled={at === 0}
            onClick={() => move(at, -1)}
          >
            <IconArrowUp size={14} />
          </IconButton>
          <IconButton
            label={t('report.part.down', { what: nameOf(part) })}
            disabled={at === parts.length - 1}
            onClick={() => move(at, 1)}
          >
            <IconArrowDown size={14} />
          </IconButton>
          <IconButton
            label={t('report.part.remove', { what: nameOf(part) })}
            onClick={() => onChange(parts.filter((_, other) => other !== at))}
          >
            <IconX size={14} />
          </IconButton>
        </div>
      ))}
      {fresh !== undefined && parts.length < most && (
        <Button
          size="small"
          tone="quiet"
          icon={<IconPlus size={14} />}
          onClick={() => onChange([...parts, fresh])}
        >
          {add}
        </Button>
      )}
    </fieldset>
  )
}
