/** The bar above board and calendar: views, pipeline, quick filters, what is searched. */
import { type ReactNode, useEffect, useState } from 'react'
import { useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { SearchBox } from '../../ui/SearchBox.tsx'
import { useFilters } from './filters.ts'
import classes from './Opportunities.module.css'

interface Props {
  readonly switcher: ReactNode
  /** The pipeline that is shown; null: all of them, where lanes do not ask for one. */
  readonly pipeline: string | null
  readonly lanes: boolean
  readonly children?: ReactNode
}

const SETTLED_MS = 200
const ALL = 'all'
const chips = ['mine', 'rotting', 'stuck'] as const

export function FilterBar({ switcher, pipeline, lanes, children }: Props): ReactNode {
  const t = useText()
  const filters = useFilters()
  const [typed, setTyped] = useState(filters.search)
  const pipelines = useRead('pipeline.list', {}, { depends: { on: ['pipeline', 'stage'] } }).data?.pipelines
  useEffect(() => {
    const timer = setTimeout(() => useFilters.setState({ search: typed }), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const shown = lanes ? ([...chips, 'lanes'] as const) : chips
  return (
    <div className={classes.bar}>
      {switcher}
      {pipelines && pipelines.length > 1 && (
        <Select
          label={t('pipeline.one')}
          labelHidden
          options={[
            ...(lanes ? [] : [{ value: ALL, label: t('pipeline.all') }]),
            ...pipelines.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={pipeline ?? (lanes ? null : ALL)}
          onChange={(id) => id && useFilters.setState({ pipeline: id === ALL ? undefined : id })}
        />
      )}
      <div className={classes.search}>
        <SearchBox
          label={t('opportunity.find')}
          placeholder={t('opportunity.find')}
          value={typed}
          onChange={setTyped}
        />
      </div>
      <fieldset className={classes.chips} aria-label={t('opportunity.quick')}>
        {shown.map((name) => (
          <button
            key={name}
            type="button"
            className={classes.chip}
            aria-pressed={filters[name]}
            onClick={() => useFilters.setState({ [name]: !filters[name] })}
          >
            {t(`opportunity.quick.${name}`)}
          </button>
        ))}
      </fieldset>
      <span className={classes.space} />
      {children}
    </div>
  )
}
