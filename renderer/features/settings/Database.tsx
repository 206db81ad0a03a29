/** The open file: what it is, whether it holds together, and who works with it here. */
import { IconCircleCheck, IconStethoscope } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useJob, useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import { useDoing } from '../../state/doing.ts'
import { useMay } from '../../state/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Group } from './Group.tsx'
import classes from './Page.module.css'
import { SettingText } from './SettingText.tsx'
import { showFile } from './useBackup.ts'

const whole = { depends: { on: ['user', 'setting'] } }

interface Props {
  readonly startNow: boolean
  readonly onGuide: () => void
}

export function Database({ startNow, onGuide }: Props): ReactNode {
  const t = useText()
  const format = useFormat()
  const info = useRead('app.info', {}, whole).data
  const counts = useRead('app.counts', {}, { depends: { on: ['*'] } }).data?.counts
  const configures = useMay('configure')
  if (!info) return null
  return (
    <>
      <Group title={t('settings.database.file')}>
        <dl className={classes.facts}>
          <dt>{t('settings.database.path')}</dt>
          <dd>
            <Ltr>{info.file}</Ltr>
          </dd>
          <dt>{t('settings.database.holds')}</dt>
          <dd>
            {counts &&
              format.list(
                ['contact', 'company', 'note'].map((entity) =>
                  t(`${entity}.count`, { n: counts[entity] ?? 0 }),
                ),
              )}
          </dd>
          <dt>{t('settings.database.device')}</dt>
          <dd>
            <bdi>{info.device}</bdi>
          </dd>
          <dt>{t('settings.database.version')}</dt>
          <dd>
            {t('settings.database.versions', {
              program: format.digits(info.version),
              schema: format.digits(String(info.schemaVersion)),
              sqlite: format.digits(info.sqlite),
            })}
          </dd>
        </dl>
        {native && (
          <div className={classes.row}>
            <Button onClick={() => void showFile(info.file, t)}>{t('settings.showInFolder')}</Button>
            <Button onClick={() => void native?.showLogs(null)}>{t('command.help.logs')}</Button>
          </div>
        )}
      </Group>
      <Check startNow={startNow} />
      <Group title={t('settings.user')} text={t('settings.user.text')}>
        <User id={info.user.id} mayEdit={configures} />
      </Group>
      {configures && (
        <Group title={t('setup.title')} text={t('settings.guide.text')}>
          <div>
            <Button onClick={onGuide}>{t('settings.guide.open')}</Button>
          </div>
        </Group>
      )}
    </>
  )
}

function Check({ startNow }: { readonly startNow: boolean }): ReactNode {
  const maintains = useMay('maintain')
  const t = useText()
  const format = useFormat()
  const has = useHasText()
  const check = useJob('database.check')
  const rebuild = useJob('database.rebuild')
  const started = useRef(false)
  useEffect(() => {
    if (startNow && !started.current) void check.start({})
    started.current = startNow
  })
  const running = [check.job, rebuild.job].find((job) => job.state === 'running')
  const failed = [check.job, rebuild.job].find((job) => job.state === 'failed')
  const report = check.job.state === 'done' ? check.job.result : undefined
  const rebuilt = rebuild.job.state === 'done' && rebuild.job.result.rebuilt
  const start = async (): Promise<void> => {
    rebuild.reset()
    await check.start({})
  }
  return (
    <Group title={t('settings.check')} text={t('settings.check.text')}>
      {running?.state === 'running' ? (
        <Elapsed label={t('settings.check.running')} startedAt={running.startedAt} />
      ) : (
        <div>
          <Button icon={<IconStethoscope size={15} />} onClick={() => void start()}>
            {t('settings.check.now')}
          </Button>
        </div>
      )}
      {failed?.state === 'failed' && <ErrorNote error={failed.error} onRetry={() => void start()} />}
      {report?.ok && (
        <p className={classes.good} role="status">
          <IconCircleCheck size={16} aria-hidden="true" />
          {rebuilt ? t('settings.check.rebuilt') : t('settings.check.ok', { n: report.records })}
        </p>
      )}
      {report && !report.ok && (
        <div className={classes.warning} role="alert">
          <p>{t('settings.check.found')}</p>
          <ul>
            {report.findings.map((finding) => (
              <li key={`${finding.kind} ${finding.entity} ${finding.detail}`}>
                {has(`check.${finding.kind}`)
                  ? t(`check.${finding.kind}`, {
                      n: finding.count,
                      what:
                        finding.entity && has(`${finding.entity}.many`) ? t(`${finding.entity}.many`) : '–',
                    })
                  : `${finding.kind}: ${format.integer(finding.count)}`}
              </li>
            ))}
          </ul>
          {report.findings.some((finding) => finding.kind === 'integrity' || finding.kind === 'log') && (
            <p>{t('settings.check.damaged')}</p>
          )}
          {maintains && (
            <Button
              onClick={() => void rebuild.start({}).then((done) => (done ? check.start({}) : undefined))}
            >
              {t('settings.check.rebuild')}
            </Button>
          )}
        </div>
      )}
    </Group>
  )
}

/** Work whose end nobody knows: only how long it has been going on. */
function Elapsed({ label, startedAt }: { readonly label: string; readonly startedAt: number }): ReactNode {
  const [now, setNow] = useState(startedAt)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return <Progress label={label} done={0} elapsedMs={now - startedAt} />
}

function User({ id, mayEdit }: { readonly id: string; readonly mayEdit: boolean }): ReactNode {
  const t = useText()
  const doing = useDoing()
  const user = useRead('record.get', { entity: 'user', id }, { depends: { on: ['user'], ids: [id] } }).data
  if (!user) return null
  const save = async (field: 'name' | 'email', value: string | null): Promise<void> => {
    await doing(
      () => call('record.update', { entity: 'user', id, data: { [field]: value } }),
      t('settings.saved'),
    )
  }
  return (
    <div className={classes.two}>
      <SettingText
        label={t('user.field.name')}
        value={user.name}
        readOnly={!mayEdit}
        error={(typed) => (typed === '' ? t('issue.required') : undefined)}
        onSave={(text) => (text === null ? undefined : void save('name', text))}
      />
      <SettingText
        label={t('user.field.email')}
        kind="email"
        value={user.email}
        readOnly={!mayEdit}
        onSave={(text) => void save('email', text)}
      />
      <SettingText
        label={t('user.field.role')}
        value={t(`user.choice.role.${String(user.role ?? 'standard')}`)}
        readOnly
        onSave={() => undefined}
      />
    </div>
  )
}
