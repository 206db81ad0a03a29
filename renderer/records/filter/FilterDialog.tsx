/** Asking for records by any of their fields and of what is related to them, in brackets as deep as one likes. */
import { type ReactNode, useState } from 'react'
import type { Entity } from '#db/shared/entity.ts'
import type { Filter } from '#db/shared/filter.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import type { Combine } from '../useLookup.ts'
import { CombineChoice } from './combine.tsx'
import classes from './Filter.module.css'
import { type All, all, changed, condition, filterOf, type Part, treeOf } from './model.ts'
import { AllView } from './PartView.tsx'
import { useAskFields } from './useAskFields.ts'

interface Props {
  readonly entity: Entity
  /** What to begin with. */
  readonly filter?: Filter | undefined
  readonly combine?: Combine
  /** Without it the lookup is not asked about: the conditions are for something else, such as a group. */
  readonly title?: string
  readonly done?: string
  readonly plain?: boolean
  readonly onClose: () => void
  readonly onApply: (filter: Filter, combine: Combine) => void
}

export function FilterDialog({
  entity,
  filter,
  combine: begun = 'replace',
  title,
  done,
  plain = false,
  onClose,
  onApply,
}: Props): ReactNode {
  const t = useText()
  const fields = useAskFields()
  const [tree, setTree] = useState<All>(() =>
    filter ? treeOf(filter) : all([condition(fields.of(entity)[0])]),
  )
  const [newest, setNewest] = useState(() => lastKey(tree))
  const [combine, setCombine] = useState<Combine>(begun)
  const asked = filterOf(tree)
  function change(key: number, next: Part | undefined): void {
    const root: All = key === tree.key && next?.is === 'all' ? next : changed(tree, key, next)
    const before = new Set(keysOf(tree))
    const fresh = keysOf(root).filter((each) => !before.has(each))
    if (fresh.length) setNewest(Math.max(...fresh))
    setTree(root)
  }
  const wide = tree.parts.length === 0
  return (
    <Dialog
      open
      title={title ?? t('filter.title', { what: t(`${entity.name}.many`) })}
      size="wide"
      onClose={onClose}
      onSubmit={() => asked && onApply(asked, combine)}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" type="submit" disabled={!asked}>
            {done ?? t('filter.apply')}
          </Button>
        </>
      }
    >
      <AllView
        tree={tree}
        root
        entity={entity}
        fieldsOf={fields.of}
        newest={newest}
        place=""
        onPart={change}
      />
      {wide && <p className={classes.note}>{t('filter.wide', { what: t(`${entity.name}.many`) })}</p>}
      {!plain && (
        <div className={classes.foot}>
          <CombineChoice value={combine} onChange={setCombine} />
        </div>
      )}
    </Dialog>
  )
}

function keysOf(part: Part): number[] {
  if (part.is === 'all') return [part.key, ...part.parts.flatMap(keysOf)]
  return part.is === 'related' ? [part.key, ...keysOf(part.where)] : [part.key]
}
const lastKey = (tree: All): number => Math.max(...keysOf(tree))
