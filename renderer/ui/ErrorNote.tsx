/** Words an error record: what happened, to which field, what to do next. Never a stack, never a code alone. */
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { errorText, issueText } from '../i18n/errorText.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { Button } from './Button.tsx'
import classes from './ErrorNote.module.css'

interface Props {
  readonly error: ErrorRecord
  /** Names a field for the reader; field names of the wire are not for people. */
  readonly fieldLabel?: (field: string) => string
  readonly onRetry?: () => void
}

export function ErrorNote({ error, fieldLabel, onRetry }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  if (error.code === 'Cancelled') return null
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={18} aria-hidden="true" className={classes.icon} />
      <div className={classes.text}>
        <p>{errorText(error, t, has)}</p>
        {error.issues && error.issues.length > 0 && (
          <ul className={classes.issues}>
            {error.issues.map((issue) => (
              <li key={`${issue.field} ${issue.code}`}>
                {fieldLabel && <strong>{fieldLabel(issue.field)}</strong>} {issueText(issue, t, has)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('ui.tryAgain')}
        </Button>
      )}
    </div>
  )
}
