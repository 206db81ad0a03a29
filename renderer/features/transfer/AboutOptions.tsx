/** Step three for what a file says of people who are here: where it goes, what holds for all rows, and what would come of it. */
import { type ReactNode, useEffect } from 'react'
import { type About, answers } from '#db/shared/about.ts'
import { channels, decisions } from '#db/shared/consent.ts'
import { useJob, useRead } from '../../data/hooks.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import { JobProgress } from '../../records/JobProgress.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { PickList } from '../../ui/fields/PickList.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import { isSaid, saysOf } from './about.ts'
import { worded } from './fileErrors.ts'
import classes from './OptionsStep.module.css'
import { Reasons } from './Reasons.tsx'
import { importInput, noMatching } from './reading.ts'
import type { Preview } from './targets.ts'
import type { Import } from './useImport.ts'

interface Props {
  readonly work: Import
  readonly preview: Preview
  readonly about: About
}

export function AboutOptions({ work, preview, about }: Props): ReactNode {
  const t = useText()
  const { map } = work.reading
  const set = (change: Partial<About>): void => work.tell({ ...about, ...change })
  const says = (...targets: string[]): boolean => saysOf(preview, map, ...targets)
  return (
    <div className={classes.step}>
      <section className={classes.group}>
        <h3 className={classes.title}>{t(`transfer.about.${about.what}`)}</h3>
        <p className={classes.text}>{t(`transfer.about.text.${about.what}`)}</p>
        <div className={classes.fields}>
          {about.what === 'list' && <ListField value={about.list} onChange={(list) => set({ list })} />}
          {(about.what === 'campaign' || about.what === 'answer') && (
            <CampaignField value={about.campaign} onChange={(campaign) => set({ campaign })} />
          )}
          {about.what === 'answer' && !says('status') && (
            <Select
              label={t('transfer.about.status')}
              value={about.status ?? null}
              options={answers.map((value) => ({
                value,
                label: t(`campaignMember.choice.status.${value}`),
              }))}
              onChange={(value) => set({ status: answers.find((each) => each === value) })}
            />
          )}
          {about.what === 'consent' && <ConsentFields about={about} says={says} onChange={set} />}
        </div>
      </section>
      {isSaid(about, preview, map) && <Trial work={work} />}
    </div>
  )
}

interface FieldProps {
  readonly value: string | undefined
  readonly onChange: (value: string) => void
}

function ListField({ value, onChange }: FieldProps): ReactNode {
  const t = useText()
  const lists = useRead('list.list', {}, { depends: { on: ['list'] } }).data?.lists.filter(
    ({ isSegment }) => !isSegment,
  )
  if (lists?.length === 0) return <p className={classes.text}>{t('transfer.about.noLists')}</p>
  return (
    <Select
      label={t('list.one')}
      value={value ?? null}
      options={(lists ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => id && onChange(id)}
    />
  )
}

function CampaignField({ value, onChange }: FieldProps): ReactNode {
  const t = useText()
  const { campaigns } = useRead('campaign.overview', {}, { depends: { on: ['campaign'] } }).data ?? {}
  if (campaigns?.length === 0) return <p className={classes.text}>{t('transfer.about.noCampaigns')}</p>
  return (
    <Select
      label={t('campaign.one')}
      value={value ?? null}
      options={(campaigns ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => id && onChange(id)}
    />
  )
}

interface ConsentProps {
  readonly about: About
  readonly says: (...targets: string[]) => boolean
  readonly onChange: (change: Partial<About>) => void
}

function ConsentFields({ about, says, onChange }: ConsentProps): ReactNode {
  const t = useText()
  const purposes = useRead(
    'record.values',
    { entity: 'consent', field: 'purpose', limit: 50 },
    { depends: { on: ['consent'] } },
  ).data?.values
  return (
    <>
      {!says('decision', 'optedOut') && (
        <Select
          label={t('transfer.about.decision')}
          value={about.decision ?? null}
          options={decisions.map((value) => ({ value, label: t(`consent.choice.decision.${value}`) }))}
          onChange={(value) => onChange({ decision: decisions.find((each) => each === value) })}
        />
      )}
      <Select
        label={t('transfer.about.channel')}
        value={about.channel ?? null}
        options={channels.map((value) => ({ value, label: t(`consent.choice.channel.${value}`) }))}
        onChange={(value) => onChange({ channel: channels.find((each) => each === value) })}
      />
      <PickList
        label={t('transfer.about.purpose')}
        description={t('consent.purpose.hint')}
        suggestions={purposes ?? []}
        value={about.purpose ?? ''}
        onChange={(purpose) => onChange({ purpose: purpose.slice(0, 200) })}
      />
      <TextField
        label={t('transfer.about.source')}
        value={about.source ?? ''}
        onChange={(source) => onChange({ source: source.slice(0, 1_000) })}
      />
    </>
  )
}

const SETTLE_MS = 400

/** The import without its writing: how many rows it could take in, and why not the others. */
function Trial({ work }: { readonly work: Import }): ReactNode {
  const t = useText()
  const { job, start, cancel } = useJob('transfer.import')
  const input = JSON.stringify({ ...importInput(work.files, work.reading, noMatching), dryRun: true })
  useEffect(() => {
    const timer = setTimeout(() => void start(JSON.parse(input)), SETTLE_MS)
    return () => {
      clearTimeout(timer)
      cancel()
    }
  }, [input, start, cancel])
  if (job.state === 'failed' && job.error.code !== 'Cancelled') return <ErrorNote error={worded(job.error)} />
  if (job.state === 'running')
    return <JobProgress label={t('transfer.about.trying')} job={job} onCancel={cancel} />
  if (job.state !== 'done') return null
  const { created, updated, skipped, rejected, reasons } = job.result
  return (
    <section className={classes.group} role="status">
      <p className={classes.ready}>
        {t('transfer.about.would', { taken: created + updated, skipped, rejected })}
      </p>
      <Reasons reasons={reasons} />
    </section>
  )
}
