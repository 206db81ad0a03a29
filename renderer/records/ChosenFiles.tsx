/** Files chosen to go with something that is about to be made: a message, a merge. Their paths, until it is made. */
import { IconPaperclip, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { native } from '../data/native.ts'
import { useText } from '../i18n/I18nProvider.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import classes from './ChosenFiles.module.css'

const baseName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

interface Props {
  readonly files: readonly string[]
  /** Said beside the button, such as how much they may be together. */
  readonly hint?: string
  readonly onChange: (files: readonly string[]) => void
}

export function ChosenFiles({ files, hint, onChange }: Props): ReactNode {
  const t = useText()
  const attach = async (): Promise<void> => {
    const chosen = (await native?.openFiles({ title: t('mail.write.attach'), many: true })) ?? []
    if (chosen.length > 0) onChange([...new Set([...files, ...chosen])])
  }
  return (
    <div className={classes.files}>
      <Button size="small" icon={<IconPaperclip size={14} />} onClick={() => void attach()}>
        {t('mail.write.attach')}
      </Button>
      {hint !== undefined && <span className={classes.hint}>{hint}</span>}
      {files.map((file) => (
        <span key={file} className={classes.file}>
          <bdi>{baseName(file)}</bdi>
          <IconButton
            label={t('mail.write.detach', { name: baseName(file) })}
            size={24}
            onClick={() => onChange(files.filter((other) => other !== file))}
          >
            <IconX size={13} />
          </IconButton>
        </span>
      ))}
    </div>
  )
}
