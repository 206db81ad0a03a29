/** Writing a template of quotes: what stands where, in which words, with its pages beside it as they come out. */
import { type ReactNode, useRef, useState } from 'react'
import {
  MOST_FOOTER,
  type QuoteColumn,
  type QuoteLayout,
  quoteColumns,
  quoteParts,
  quoteStyles,
} from '#db/shared/quoteLayouts.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, usePreferences, useText } from '../../i18n/I18nProvider.tsx'
import { toastUndoable } from '../../state/feedback.ts'
import { useSubmit } from '../../state/submit.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Checkbox, Segments } from '../../ui/fields/Checkbox.tsx'
import { ColourField, isColour } from '../../ui/fields/ColourField.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { RichText, type RichTextHandle } from '../../ui/RichText.tsx'
import { LayoutPreview } from './LayoutPreview.tsx'
import classes from './Quotes.module.css'

const languages = ['en', 'th', 'fa'] as const
type Language = (typeof languages)[number]

/** A template in the dialog; without `id` one that is still to be made. */
export interface EditedLayout {
  readonly id?: string
  readonly name: string
  readonly language: Language | null
  readonly standard: boolean
  readonly layout: QuoteLayout
}

const columnLabels: Readonly<Record<QuoteColumn, string>> = {
  number: 'quoteLayout.column.number',
  code: 'product.field.code',
  quantity: 'quoteLine.field.quantity',
  unit: 'quoteLine.field.unit',
  unitPrice: 'quoteLine.field.unitPrice',
  discount: 'quote.field.discount',
  tax: 'quoteLine.field.taxRate',
}

interface Props {
  readonly start: EditedLayout
  readonly onClose: () => void
}

export function LayoutDialog({ start, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const preferences = usePreferences()
  const [name, setName] = useState(start.name)
  const [language, setLanguage] = useState(start.language)
  const [standard, setStandard] = useState(start.standard)
  const [layout, setLayout] = useState(start.layout)
  const [colour, setColour] = useState(start.layout.colour)
  const [shown, setShown] = useState<Language>(start.language ?? preferences.language)
  const above = useRef<RichTextHandle>(null)
  const below = useRef<RichTextHandle>(null)
  const { busy, error, submit } = useSubmit()
  const change = (part: Partial<QuoteLayout>): void => setLayout({ ...layout, ...part })
  const fields =
    useRead('quoteLayout.fields', { language: preferences.language }, { depends: { on: [] } }).data?.fields ??
    []
  const options = fields.map(({ path, label }) => ({ value: path, label }))
  const colourIsWrong = colour !== '' && !isColour(colour)
  const save = (): void =>
    void submit(async () => {
      const { operation } = await call('quoteLayout.save', {
        ...(start.id !== undefined && { id: start.id }),
        name,
        language,
        standard,
        layout,
      })
      toastUndoable(t('ui.savedNamed', { name }), operation, t, has)
      onClose()
    })
  return (
    <Dialog
      open
      size="wide"
      title={start.id === undefined ? t('quoteLayout.new') : start.name}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button tone="primary" busy={busy} disabled={name.trim() === '' || colourIsWrong} onClick={save}>
            {t('ui.save')}
          </Button>
        </>
      }
    >
      <div className={classes.designer}>
        <div className={classes.form}>
          {error && <ErrorNote error={error} />}
          <div className={classes.two}>
            <TextField
              label={t('quoteLayout.field.name')}
              value={name}
              required
              autoFocus
              onChange={setName}
            />
            <Select
              label={t('quoteLayout.field.language')}
              clearable
              placeholder={t('quoteLayout.anyLanguage')}
              options={languages.map((value) => ({
                value,
                label: t(`quoteLayout.choice.language.${value}`),
              }))}
              value={language}
              onChange={(picked) => {
                const next = languages.find((one) => one === picked) ?? null
                setLanguage(next)
                if (next) setShown(next)
              }}
            />
          </div>
          <Checkbox label={t('quoteLayout.field.standard')} checked={standard} onChange={setStandard} />
          <div className={classes.two}>
            <TextField
              label={t('quoteLayout.field.title')}
              placeholder={t('quote.one')}
              value={layout.title}
              onChange={(title) => change({ title })}
            />
            <ColourField
              label={t('quoteLayout.field.colour')}
              pickLabel={t('quoteLayout.colour.pick')}
              value={colour}
              error={colourIsWrong ? t('quoteLayout.colour.wrong') : undefined}
              onChange={(typed) => {
                setColour(typed)
                if (typed === '' || isColour(typed)) change({ colour: typed })
              }}
            />
          </div>
          <Segments
            label={t('quoteLayout.field.style')}
            options={quoteStyles.map((value) => ({ value, label: t(`quoteLayout.choice.style.${value}`) }))}
            value={layout.style}
            onChange={(picked) => {
              const style = quoteStyles.find((one) => one === picked)
              if (style) change({ style })
            }}
          />
          <Choices
            label={t('quoteLayout.field.columns')}
            hint={t('quoteLayout.columns.hint')}
            all={quoteColumns}
            chosen={layout.columns}
            nameOf={(column) => t(columnLabels[column])}
            onChange={(columns) => change({ columns })}
          />
          <Choices
            label={t('quoteLayout.field.parts')}
            all={quoteParts}
            chosen={layout.parts}
            nameOf={(part) => t(`quoteLayout.part.${part}`)}
            onChange={(parts) => change({ parts })}
          />
          <div className={classes.choices}>
            <span className={classes.legend} aria-hidden="true">
              {t('quoteLayout.field.before')}
            </span>
            <RichText
              ref={above}
              label={t('quoteLayout.field.before')}
              value={layout.before}
              onChange={({ html }) => setLayout((now) => ({ ...now, before: html }))}
            />
          </div>
          <div className={classes.choices}>
            <span className={classes.legend} aria-hidden="true">
              {t('quoteLayout.field.after')}
            </span>
            <RichText
              ref={below}
              label={t('quoteLayout.field.after')}
              value={layout.after}
              onChange={({ html }) => setLayout((now) => ({ ...now, after: html }))}
            />
          </div>
          <div className={classes.two}>
            <Select
              label={t('quoteLayout.insertAbove')}
              value={null}
              options={options}
              onChange={(path) => path && above.current?.insert(`{{ ${path} }}`)}
            />
            <Select
              label={t('quoteLayout.insertBelow')}
              value={null}
              options={options}
              onChange={(path) => path && below.current?.insert(`{{ ${path} }}`)}
            />
          </div>
          <TextField
            label={t('quoteLayout.field.footer')}
            value={layout.footer}
            onChange={(footer) => change({ footer: footer.slice(0, MOST_FOOTER) })}
          />
        </div>
        <LayoutPreview layout={layout} language={shown} onLanguage={setShown} />
      </div>
    </Dialog>
  )
}

interface ChoicesProps<Name extends string> {
  readonly label: string
  readonly hint?: string
  readonly all: readonly Name[]
  readonly chosen: readonly Name[]
  readonly nameOf: (name: Name) => string
  readonly onChange: (chosen: Name[]) => void
}

/** Any of a few, in their own order. */
function Choices<Name extends string>({
  label,
  hint,
  all,
  chosen,
  nameOf,
  onChange,
}: ChoicesProps<Name>): ReactNode {
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{label}</legend>
      <div className={classes.row}>
        {all.map((name) => (
          <Checkbox
            key={name}
            label={nameOf(name)}
            checked={chosen.includes(name)}
            onChange={(on) => onChange(all.filter((one) => (one === name ? on : chosen.includes(one))))}
          />
        ))}
      </div>
      {hint && <p className={classes.dim}>{hint}</p>}
    </fieldset>
  )
}
