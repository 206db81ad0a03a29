/** Step three: how records that are here already are recognised, what happens to them, and whether to keep the choices. */
import type { ReactNode } from 'react'
import { entityNamed } from '#db/shared/registry.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import classes from './OptionsStep.module.css'
import { baseName, matchKeys, onMatches } from './reading.ts'
import { LONGEST_NAME } from './savedMaps.ts'
import type { Preview } from './targets.ts'
import type { Import } from './useImport.ts'

interface Props {
  readonly work: Import
  readonly preview: Preview
}

export function OptionsStep({ work, preview }: Props): ReactNode {
  const t = useText()
  const { matching, keepAs, files } = work
  const entity = entityNamed(preview.entity)
  const has = (name: string): boolean => entity.fields.some((field) => field.name === name)
  const usable: Readonly<Record<string, boolean>> = {
    email: has('emails'),
    phone: has('phones'),
    'email,phone': has('emails') && has('phones'),
    'name+company': has('companyId'),
    taxId: has('taxId'),
  }
  const keys = matchKeys.filter((key) => usable[key] !== false)
  const suggested = baseName(files[0] ?? '').replace(/\.[^.]*$/, '')
  return (
    <div className={classes.step}>
      <section className={classes.group}>
        <h3 className={classes.title}>{t('transfer.match.title')}</h3>
        <p className={classes.text}>{t('transfer.match.text')}</p>
        <div className={classes.key}>
          <Select
            label={t('transfer.match.key')}
            value={matching.key}
            options={keys.map((value) => ({ value, label: t(`transfer.match.${value}`) }))}
            onChange={(value) => work.match({ key: keys.find((key) => key === value) ?? 'none' })}
          />
        </div>
        {matching.key !== 'none' && (
          <>
            <Segments
              label={t('transfer.onMatch')}
              value={matching.onMatch}
              options={onMatches.map((value) => ({ value, label: t(`transfer.onMatch.${value}`) }))}
              onChange={(value) =>
                work.match({ onMatch: onMatches.find((known) => known === value) ?? 'update' })
              }
            />
            <p className={classes.text}>{t(`transfer.onMatch.${matching.onMatch}.text`)}</p>
          </>
        )}
      </section>
      {preview.delimiter !== null && (
        <section className={classes.group}>
          <h3 className={classes.title}>{t('transfer.keep.title')}</h3>
          <Checkbox
            label={t('transfer.keep.label')}
            description={t('transfer.keep.text')}
            checked={keepAs !== undefined}
            onChange={(checked) => work.keep(checked ? suggested : undefined)}
          />
          {keepAs !== undefined && (
            <div className={classes.key}>
              <TextField
                label={t('transfer.keep.name')}
                value={keepAs}
                onChange={(name) => work.keep(name.slice(0, LONGEST_NAME))}
              />
            </div>
          )}
        </section>
      )}
      <p className={classes.ready}>
        {t(preview.exact ? 'transfer.ready' : 'transfer.readyAbout', { n: preview.rows })}
      </p>
    </div>
  )
}
