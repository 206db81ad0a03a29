/**
 * Files chosen to go with something that is about to be made: a message, a merge, an activity. Their paths, until it is made.
 * What is too large is said, and left out, as soon as it is chosen.
 */
import { IconPaperclip, IconX } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import { native } from '../data/native.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { useFormat } from '../i18n/useFormat.tsx'
import { reportFailure } from '../state/feedback.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import classes from './ChosenFiles.module.css'

type Weighed = Output<'document.weigh'>['files'][number]

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

interface Props {
  readonly files: readonly string[]
  /** Said beside the button, such as how much they may be together. */
  readonly hint: string
  /** Bytes that one may have, and all of them together. */
  readonly each?: number
  readonly together?: number
  readonly onChange: (files: readonly string[]) => void
}

export function ChosenFiles({ files, hint, each, together, onChange }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const [sizes, setSizes] = useState<ReadonlyMap<string, number>>(new Map())
  const [refused, setRefused] = useState<readonly string[]>([])
  const attach = async (): Promise<void> => {
    const chosen = (await native?.openFiles({ title: t('mail.write.attach'), many: true })) ?? []
    if (chosen.length === 0) return
    try {
      take((await call('document.weigh', { files: chosen })).files)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  /** As many as there is room for, in the order they were chosen. */
  const take = (weighed: readonly Weighed[]): void => {
    const kept = new Map(sizes)
    const taken = [...files]
    const said: string[] = []
    let sum = files.reduce((before, file) => before + (sizes.get(file) ?? 0), 0)
    for (const { file, size } of weighed) {
      const name = format.isolate(baseName(file))
      if (taken.includes(file)) continue
      if (size === null) said.push(t('files.unreadable', { name }))
      else if (each !== undefined && size > each)
        said.push(t('files.tooLarge', { name, size: format.bytes(size), max: format.bytes(each) }))
      else if (together !== undefined && sum + size > together)
        said.push(t('files.tooMuch', { name, size: format.bytes(size), left: format.bytes(together - sum) }))
      else {
        taken.push(file)
        kept.set(file, size)
        sum += size
      }
    }
    setSizes(kept)
    setRefused(said)
    if (taken.length > files.length) onChange(taken)
  }
  return (
    <div className={classes.files}>
      <Button size="small" icon={<IconPaperclip size={14} />} onClick={() => void attach()}>
        {t('mail.write.attach')}
      </Button>
      <span className={classes.hint}>{hint}</span>
      {files.map((file) => (
        <span key={file} className={classes.file}>
          <bdi>{baseName(file)}</bdi>
          {sizes.has(file) && <span className={classes.hint}>{format.bytes(sizes.get(file) ?? 0)}</span>}
          <IconButton
            label={t('mail.write.detach', { name: baseName(file) })}
            size={24}
            onClick={() => {
              setRefused([])
              onChange(files.filter((other) => other !== file))
            }}
          >
            <IconX size={13} />
          </IconButton>
        </span>
      ))}
      {refused.length > 0 && (
        <p className={classes.refused} role="alert">
          {refused.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </p>
      )}
    </div>
  )
}
