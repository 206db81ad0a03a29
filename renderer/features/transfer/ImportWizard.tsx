/** The import as a dialog of four steps. What was chosen and the job itself live in useImport.ts; here are steps and buttons. */
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/overlay/Dialog.tsx'
import { AboutOptions } from './AboutOptions.tsx'
import { isSaid } from './about.ts'
import { FilesStep } from './FilesStep.tsx'
import classes from './ImportWizard.module.css'
import { OptionsStep } from './OptionsStep.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { RunStep } from './RunStep.tsx'
import { type Import, type Step, steps } from './useImport.ts'

interface Props {
  readonly work: Import
  readonly onChooseFiles: () => void
  /** Takes the wizard away; what was chosen, and a running import, stay. */
  readonly onHide: () => void
  readonly onShowThem: () => void
}

export function ImportWizard({ work, onChooseFiles, onHide, onShowThem }: Props): ReactNode {
  const t = useText()
  const { step, outcome, preview } = work
  const { about } = work.reading
  const main = useRef<HTMLButtonElement>(null)
  // Enter goes on: whoever reviews nothing needs no other key.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the step has changed, or the import has ended
  useEffect(() => main.current?.focus(), [step, outcome !== undefined])

  const ready = preview !== undefined && !work.previewError && preview.rows > 0
  const said = !about || (preview !== undefined && isSaid(about, preview, work.reading.map))
  const leave = (): void => {
    work.reset()
    onHide()
  }
  return (
    <Dialog open title={t('transfer.import.title')} size="wide" onClose={outcome ? leave : onHide}>
      <div className={classes.wizard}>
        <Steps step={step} ended={outcome !== undefined} />
        <div className={classes.panel}>
          {step === 'files' && <FilesStep work={work} onChooseFiles={onChooseFiles} buttonRef={main} />}
          {step === 'columns' && preview && <ReviewStep work={work} preview={preview} />}
          {step === 'options' &&
            preview &&
            (about ? (
              <AboutOptions work={work} preview={preview} about={about} />
            ) : (
              <OptionsStep work={work} preview={preview} />
            ))}
          {step === 'run' && <RunStep work={work} onShowThem={onShowThem} onClose={leave} mainRef={main} />}
        </div>
        {step !== 'run' && (
          <footer className={classes.footer}>
            <Button onClick={leave}>{t('ui.cancel')}</Button>
            <span className={classes.gap} />
            {step !== 'files' && (
              <Button onClick={() => work.show(before(step))}>{t('transfer.back')}</Button>
            )}
            {step === 'options' ? (
              <Button
                ref={main}
                autoFocus
                tone="primary"
                disabled={!ready || work.looking || !said}
                onClick={() => void work.begin()}
              >
                {t('transfer.import.do')}
              </Button>
            ) : (
              <Button
                {...(step !== 'files' && { ref: main, autoFocus: true })}
                tone="primary"
                disabled={!ready}
                onClick={() => work.show(after(step))}
              >
                {t('transfer.next')}
              </Button>
            )}
          </footer>
        )}
      </div>
    </Dialog>
  )
}

const before = (step: Step): Step => steps[steps.indexOf(step) - 1] ?? step
const after = (step: Step): Step => steps[steps.indexOf(step) + 1] ?? step

function Steps({ step, ended }: { readonly step: Step; readonly ended: boolean }): ReactNode {
  const t = useText()
  const format = useFormat()
  const now = ended ? steps.length : steps.indexOf(step)
  return (
    <ol className={classes.steps} aria-label={t('transfer.steps')}>
      {steps.map((each, at) => (
        <li
          key={each}
          className={classes.step}
          data-state={at < now ? 'done' : at === now ? 'now' : 'later'}
          aria-current={each === step ? 'step' : undefined}
        >
          <span className={classes.mark} aria-hidden="true">
            {at < now ? <IconCheck size={13} stroke={2.4} /> : format.integer(at + 1)}
          </span>
          {t(`transfer.step.${each}`)}
        </li>
      ))}
    </ol>
  )
}
