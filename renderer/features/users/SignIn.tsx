/** The way in: name and password, nothing else. Shown instead of everything while nobody has signed in. */
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { ErrorRecord } from '#db/shared/errors.ts'
import { port, recordOf } from '../../data/port.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { defaultsByLanguage, languages } from '../../i18n/preferences.ts'
import { applyPreferences, useUserPreferences } from '../../state/preferences.ts'
import { signIn } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PasswordField } from '../../ui/fields/PasswordField.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import classes from './Users.module.css'

/** Who signed in here last; a name, no secret. */
const LAST_NAME = 'samphan.signIn.name'
const languageNames = { en: 'English', th: 'ไทย', fa: 'فارسی' } as const

export function SignIn(): ReactNode {
  const t = useText()
  const [name, setName] = useState(() => localStorage.getItem(LAST_NAME) ?? '')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<ErrorRecord>()
  const [busy, setBusy] = useState(false)
  const [known] = useState(name !== '')
  const passwordInput = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (busy || name.trim() === '' || password === '') return
    setBusy(true)
    setError(undefined)
    try {
      await signIn(port, name.trim(), password)
      localStorage.setItem(LAST_NAME, name.trim())
    } catch (failure) {
      setError(recordOf(failure))
      setBusy(false)
      passwordInput.current?.select()
    }
  }
  return (
    <main className={classes.way}>
      <form className={classes.card} aria-labelledby="sign-in" onSubmit={(event) => void submit(event)}>
        <header>
          <p className={classes.program}>{t('app.name')}</p>
          <h1 id="sign-in" className={classes.title}>
            {t('users.signIn.title')}
          </h1>
        </header>
        <TextField label={t('users.signIn.name')} value={name} onChange={setName} autoFocus={!known} />
        <PasswordField
          ref={passwordInput}
          label={t('users.password')}
          value={password}
          onChange={setPassword}
          autoFocus={known}
        />
        {error && <ErrorNote error={error} />}
        <Button tone="primary" type="submit" busy={busy} disabled={name.trim() === '' || password === ''}>
          {t('users.signIn')}
        </Button>
        <p className={classes.hint}>{t('users.signIn.forgotten')}</p>
      </form>
      <Languages />
    </main>
  )
}

function Languages(): ReactNode {
  const t = useText()
  const { language: current } = useUserPreferences()
  return (
    <nav className={classes.languages} aria-label={t('app.language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          className={classes.language}
          aria-pressed={language === current}
          onClick={() => {
            const { calendar, digits } = defaultsByLanguage[language]
            applyPreferences({ language, calendar, digits })
          }}
        >
          {languageNames[language]}
        </button>
      ))}
    </nav>
  )
}
