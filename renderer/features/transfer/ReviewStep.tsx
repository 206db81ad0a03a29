/** Step two: what the file is, where its columns go, what could be mended, and its first records as they would be. */
import { IconAlertTriangle, IconInfoCircle, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { abouts } from '#db/shared/about.ts'
import { allEntities, entityNamed } from '#db/shared/registry.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useFields } from '../../records/columns.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { Badge } from '../../ui/Badge.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { aboutNamed } from './about.ts'
import { worded } from './fileErrors.ts'
import { MappingTable } from './MappingTable.tsx'
import classes from './ReviewStep.module.css'
import { baseName, dateCalendars, dateOrders, encodings } from './reading.ts'
import { SampleTable } from './SampleTable.tsx'
import { forgetMap } from './savedMaps.ts'
import { columnsOf, type Preview } from './targets.ts'
import type { Import } from './useImport.ts'

interface Props {
  readonly work: Import
  readonly preview: Preview
}

export function ReviewStep({ work, preview }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const { files, reading, previewError } = work
  const entity = entityNamed(preview.entity)
  const fields = useFields(entity)
  const isTable = preview.delimiter !== null
  const [tab, setTab] = useState(isTable ? 'columns' : 'records')
  const columns = columnsOf(preview, reading.map)
  return (
    <div className={classes.step} aria-busy={work.looking}>
      <div className={classes.head}>
        <Badge tone="accent">{useSourceName(preview.source)}</Badge>
        <span className={classes.what}>
          {t(preview.exact ? 'transfer.review.rows' : 'transfer.review.rowsAbout', { n: preview.rows })}
        </span>
        <bdi className={classes.files}>{format.list(files.map(baseName))}</bdi>
      </div>
      <Facts work={work} preview={preview} isTable={isTable} />
      {previewError && <ErrorNote error={worded(previewError)} />}
      <Remarks work={work} preview={preview} />
      <div className={classes.tabs}>
        {isTable ? (
          <Tabs
            label={t('transfer.review.tabs')}
            open={tab}
            onOpen={setTab}
            tabs={[
              {
                id: 'columns',
                label: t('transfer.review.columns'),
                count: format.integer(columns.length),
                panel: (
                  <MappingTable
                    entity={entity}
                    fields={fields}
                    own={preview.source === 'samphan'}
                    about={reading.about?.what}
                    columns={columns}
                    map={reading.map}
                    onMap={(map) => work.read({ map })}
                  />
                ),
              },
              {
                id: 'records',
                label: t('transfer.review.records'),
                count: format.integer(preview.sample.length),
                panel: <SampleTable entity={entity} fields={fields} sample={preview.sample} />,
              },
            ]}
          />
        ) : (
          <SampleTable entity={entity} fields={fields} sample={preview.sample} />
        )}
      </div>
    </div>
  )
}

/** A source by name; one without words by what it calls itself. */
function useSourceName(source: string): string {
  const t = useText()
  const has = useHasText()
  return has(`transfer.source.${source}`) ? t(`transfer.source.${source}`) : source
}

/** What was found out about the file; each can be set right. */
function Facts({ work, preview, isTable }: Props & { readonly isTable: boolean }): ReactNode {
  const t = useText()
  const has = useHasText()
  const { reading, maps, map } = work
  const importable = allEntities().filter((entity) => entity.listed && entity.editedBy === 'write')
  return (
    <div className={classes.facts}>
      <Select
        label={t('transfer.review.entity')}
        value={reading.about ? `about:${reading.about.what}` : preview.entity}
        options={[
          ...importable.map(({ name }) => ({ value: name, label: t(`${name}.many`) })),
          ...abouts.map((what) => ({ value: `about:${what}`, label: t(`transfer.about.${what}`) })),
        ]}
        onChange={(value) => {
          const what = value === null ? undefined : aboutNamed(value)
          if (what) work.read({ about: { what }, entity: undefined, map: {} })
          else if (value) work.read({ about: undefined, entity: value, map: {} })
        }}
      />
      <Select
        label={t('transfer.review.encoding')}
        value={reading.encoding === 'auto' ? preview.encoding : reading.encoding}
        options={[...new Set([...encodings, preview.encoding])].map((value) => ({
          value,
          label: has(`transfer.encoding.${value}`) ? t(`transfer.encoding.${value}`) : value,
        }))}
        onChange={(encoding) => encoding && work.read({ encoding })}
      />
      {isTable && (
        <>
          <Select
            label={t('transfer.review.dates')}
            value={reading.dates}
            options={dateOrders.map((value) => ({ value, label: t(`transfer.dates.${value}`) }))}
            onChange={(value) => work.read({ dates: dateOrders.find((order) => order === value) ?? 'auto' })}
          />
          <Select
            label={t('transfer.review.calendar')}
            value={reading.calendar}
            options={dateCalendars.map((value) => ({
              value,
              label: t(value === 'auto' ? 'transfer.dates.auto' : `ui.calendarName.${value}`),
            }))}
            onChange={(value) =>
              work.read({ calendar: dateCalendars.find((calendar) => calendar === value) ?? 'auto' })
            }
          />
        </>
      )}
      {isTable && maps.length > 0 && !reading.about && (
        <span className={classes.map}>
          <Select
            label={t('transfer.review.map')}
            value={map?.name ?? ''}
            options={[
              { value: '', label: t('transfer.review.noMap') },
              ...maps.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={(name) => work.applyMap(maps.find((each) => each.name === name))}
          />
          {map && <ForgetMap name={map.name} onForgotten={() => work.applyMap(undefined)} />}
        </span>
      )}
    </div>
  )
}

function ForgetMap({
  name,
  onForgotten,
}: {
  readonly name: string
  readonly onForgotten: () => void
}): ReactNode {
  const t = useText()
  const has = useHasText()
  const forget = async (): Promise<void> => {
    try {
      await forgetMap(name)
      onForgotten()
    } catch (error) {
      reportFailure(error, t, has)
    }
  }
  return (
    <IconButton label={t('transfer.review.forgetMap', { name })} size={30} onClick={() => void forget()}>
      <IconTrash size={15} />
    </IconButton>
  )
}

/** What to know before going on: the map in force, doubts of the reader, and what it offers to mend. */
function Remarks({ work, preview }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { reading, map } = work
  const warnings = preview.warnings.filter(({ code }) => has(`transfer.warning.${code}`))
  if (!map && warnings.length === 0 && preview.repairs.length === 0) return null
  const setZeros = (column: string, checked: boolean): void =>
    work.read({
      zeros: checked ? [...reading.zeros, column] : reading.zeros.filter((each) => each !== column),
    })
  return (
    <ul className={classes.remarks}>
      {map && (
        <li className={classes.remark}>
          <IconInfoCircle size={16} aria-hidden="true" className={classes.info} />
          {t('transfer.review.mapApplied', { name: map.name })}
        </li>
      )}
      {warnings.map(({ code, params }) => (
        <li key={`${code} ${JSON.stringify(params)}`} className={classes.remark}>
          {code === 'unmapped' || code === 'unread' ? (
            <IconInfoCircle size={16} aria-hidden="true" className={classes.info} />
          ) : (
            <IconAlertTriangle size={16} aria-hidden="true" className={classes.warn} />
          )}
          {t(`transfer.warning.${code}`, {
            ...params,
            ...(typeof params?.order === 'string' && { order: t(`transfer.dates.${params.order}`) }),
          })}
        </li>
      ))}
      {preview.repairs.map(({ kind, column, count, samples }) => (
        <li key={`${kind} ${column}`} className={classes.remark}>
          {column === null ? (
            <Checkbox
              label={t('transfer.repair.mojibake', { examples: format.list(samples.slice(0, 2)) })}
              checked={reading.mojibake}
              onChange={(mojibake) => work.read({ mojibake })}
            />
          ) : (
            <Checkbox
              label={t('transfer.repair.zeros', {
                column,
                n: count,
                examples: format.list(samples.slice(0, 3).map(format.ltr)),
              })}
              checked={reading.zeros.includes(column)}
              onChange={(checked) => setZeros(column, checked)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
