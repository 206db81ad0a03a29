/** Settings of quotes: how long they hold, their terms in each language, how rials are written out. */
import { type ReactNode, useState } from 'react'
import { DAYS_VALID, termsKey } from '#db/shared/quotes.ts'
import { call } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Checkbox } from '../../ui/fields/Checkbox.tsx'
import { NumberField } from '../../ui/fields/NumberField.tsx'
import { LongTextField } from '../../ui/fields/TextField.tsx'
import { QuoteLayouts } from './Layouts.tsx'
import classes from './Quotes.module.css'

const MOST_DAYS = 3_650

export function QuoteSettings(): ReactNode {
  const t = useText()
  const doing = useDoing()
  const mayEdit = useMay('configure')
  const values = useSettings()?.database
  if (!values) return null
  const save = async (key: string, value: string | number | boolean | null): Promise<void> => {
    if ((values[key] ?? null) === value) return
    await doing(() => call('settings.set', { scope: 'database', key, value }), t('settings.saved'))
  }
  const days = values['quote.validDays']
  return (
    <div className={classes.settings}>
      <Kept<number | null>
        stored={typeof days === 'number' ? days : DAYS_VALID}
        onSave={(typed) =>
          void save('quote.validDays', Math.min(MOST_DAYS, Math.max(1, Math.round(typed ?? DAYS_VALID))))
        }
      >
        {(field) => <NumberField label={t('quote.settings.validDays')} readOnly={!mayEdit} {...field} />}
      </Kept>
      <Checkbox
        label={t('quote.settings.tomans')}
        checked={values['quote.tomans'] === true}
        disabled={!mayEdit}
        onChange={(inTomans) => void save('quote.tomans', inTomans)}
      />
      <p className={classes.dim}>{t('quote.settings.terms.text')}</p>
      {(['en', 'th', 'fa'] as const).map((language) => {
        const key = termsKey(language)
        const own = values[key]
        return (
          <Kept
            key={language}
            stored={typeof own === 'string' ? own : ''}
            onSave={(typed) => void save(key, typed.trim() === '' ? null : typed.trim())}
          >
            {(field) => (
              <LongTextField
                label={t('quote.settings.terms', { language: t(`quote.choice.language.${language}`) })}
                readOnly={!mayEdit}
                rows={3}
                {...field}
              />
            )}
          </Kept>
        )
      })}
      <QuoteLayouts mayEdit={mayEdit} />
    </div>
  )
}

interface KeptProps<Value> {
  readonly stored: Value
  readonly onSave: (typed: Value) => void
  readonly children: (field: {
    readonly value: Value
    readonly onChange: (typed: Value) => void
    readonly onBlur: () => void
  }) => ReactNode
}

/** What is typed is kept on leaving the field. */
function Kept<Value extends string | number | null>({
  stored,
  onSave,
  children,
}: KeptProps<Value>): ReactNode {
  const [typed, setTyped] = useState<Value>()
  return children({
    value: typed ?? stored,
    onChange: setTyped,
    onBlur: () => {
      setTyped(undefined)
      if (typed !== undefined && typed !== stored) onSave(typed)
    },
  })
}
