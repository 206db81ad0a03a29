/**
 * The set-up guide of the first run: a few calm steps, each with an answer that already makes sense. Every choice is kept
 * at once, so leaving loses nothing; the guide can be opened again from the settings. What a step shows is the caller's.
 */
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { call } from '../../data/port.ts'
import { useSettings } from '../../data/settings.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { useUserPreferences } from '../../state/preferences.ts'
import { go } from '../../state/route.ts'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { FirstRecords } from './FirstRecords.tsx'
import classes from './Guide.module.css'

export interface SetupStep {
  /** Worded as `setup.<id>` and `setup.<id>.text`. */
  readonly id: string
  readonly content: ReactNode
}

interface Props {
  readonly steps: readonly SetupStep[]
  readonly onClose: () => void
}

const LAST = 'records'

export function SetupGuide({ steps, onClose }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const settings = useSettings()
  const { country, currency } = useUserPreferences()
  const [at, setAt] = useState(0)
  const title = useRef<HTMLHeadingElement>(null)
  const all: readonly SetupStep[] = [
    ...steps,
    { id: LAST, content: <FirstRecords onDone={() => void finish()} /> },
  ]
  const step = all[at]
  const isLast = at === all.length - 1

  // The next step is read from its title on.
  const shown = useRef(at)
  useEffect(() => {
    if (shown.current !== at) title.current?.focus()
    shown.current = at
  }, [at])

  const configured = async (): Promise<void> => {
    try {
      await call('settings.set', { scope: 'database', key: 'configured', value: true })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const skip = (): void => {
    onClose()
    void configured()
    toast({
      id: 'setup',
      tone: 'info',
      text: t('setup.skipped'),
      action: { label: t('app.section.settings'), onSelect: () => go({ section: 'settings' }) },
    })
  }
  /** What was shown and not changed is what was meant. */
  async function finish(): Promise<void> {
    onClose()
    const known = settings?.database ?? {}
    for (const [key, value] of [
      ['defaultCountry', country],
      ['defaultCurrency', currency],
    ] as const) {
      if (key in known) continue
      await call('settings.set', { scope: 'database', key, value }).catch((failure: unknown) =>
        reportFailure(failure, t, has),
      )
    }
    await configured()
  }
  const next = (): void => (isLast ? void finish() : setAt(at + 1))

  return (
    <Dialog open size="large" title={t('setup.title')} onClose={skip}>
      <div className={classes.guide}>
        <nav className={classes.rail} aria-label={t('setup.steps')}>
          <ol className={classes.steps}>
            {all.map((each, index) => (
              <li key={each.id}>
                <button
                  type="button"
                  className={classes.step}
                  aria-current={index === at ? 'step' : undefined}
                  data-passed={index < at || undefined}
                  onClick={() => setAt(index)}
                >
                  <span className={classes.number} aria-hidden="true">
                    {index < at ? <IconCheck size={13} stroke={2.5} /> : format.integer(index + 1)}
                  </span>
                  {t(`setup.${each.id}`)}
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <div className={classes.side}>
          <div className={classes.content}>
            <div>
              <h3 ref={title} tabIndex={-1} className={classes.title}>
                {t(`setup.${step?.id ?? LAST}`)}
              </h3>
              <p className={classes.text}>{t(`setup.${step?.id ?? LAST}.text`)}</p>
            </div>
            {step?.content}
          </div>
          <div className={classes.foot}>
            <Button tone="quiet" onClick={skip}>
              {t('setup.skipAll')}
            </Button>
            <span className={classes.space} />
            {at > 0 && <Button onClick={() => setAt(at - 1)}>{t('setup.back')}</Button>}
            {!isLast && at > 0 && <Button onClick={next}>{t('setup.skip')}</Button>}
            {!isLast && (
              <Button tone="primary" autoFocus onClick={next}>
                {t('setup.next')}
              </Button>
            )}
          </div>
        </div>
      </div>
    </Dialog>
  )
}
