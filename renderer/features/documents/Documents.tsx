/** The documents of a record: add by button or by dropping files, see, open, save a copy, rename, delete. */
import {
  IconDots,
  IconFile,
  IconFileText,
  IconFileTypePdf,
  IconPaperclip,
  IconPhoto,
  type IconProps,
} from '@tabler/icons-react'
import { type ComponentType, type DragEvent, type ReactNode, useState } from 'react'
import { MAX_DOCUMENT } from '#db/shared/documents.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { WireRecord } from '#db/shared/records.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { attach, chooseAndAttach, subjectOf } from '../../records/attachFiles.ts'
import type { RecordProps } from '../../records/extensions.tsx'
import { useDocumentActions } from '../../records/useDocumentActions.ts'
import { useDoing } from '../../state/doing.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Menu } from '../../ui/Menu.tsx'
import classes from './Documents.module.css'
import { Preview } from './Preview.tsx'
import { RenameDialog } from './RenameDialog.tsx'

const SHOWN = 500

const iconOf = (mime: string): ComponentType<IconProps> =>
  mime.startsWith('image/')
    ? IconPhoto
    : mime === 'application/pdf'
      ? IconFileTypePdf
      : mime.startsWith('text/') || mime.includes('word')
        ? IconFileText
        : IconFile

const listInput = (entity: string, id: string) => ({
  entity: 'document',
  filter: { field: `${entity}Id`, op: 'is' as const, value: id },
  sort: ['-at'],
})

export function useDocumentCount(entity: Entity, id: string): number | undefined {
  return useRead(
    'record.list',
    { ...listInput(entity.name, id), limit: 0, count: true },
    { depends: { on: ['document'] } },
  ).data?.total
}

export function Documents({ entity, record, readOnly }: RecordProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const format = useFormat()
  const words = { t, has, format }
  const [over, setOver] = useState(false)
  const [shown, setShown] = useState<WireRecord>()
  const [renamed, setRenamed] = useState<WireRecord>()
  const subject = subjectOf(record)
  const { data } = useRead(
    'record.list',
    { ...listInput(entity.name, record.id), limit: SHOWN },
    { depends: { on: ['document'] }, keep: true },
  )
  if (!subject) return null
  const max = format.bytes(MAX_DOCUMENT)

  const mayDrop = (event: DragEvent): boolean => !readOnly && event.dataTransfer.types.includes('Files')
  const onDragOver = (event: DragEvent): void => {
    if (!mayDrop(event)) return
    event.preventDefault()
    event.stopPropagation()
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  const onDrop = (event: DragEvent): void => {
    if (!mayDrop(event)) return
    event.preventDefault()
    setOver(false)
    const paths = [...event.dataTransfer.files].flatMap((file) => native?.pathOfDropped(file) ?? [])
    if (paths.length > 0) void attach(subject, paths, words)
  }
  const trash = async (document: WireRecord): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: 'document', id: document.id }),
      t('list.deleted', { name: String(document.name ?? '') }),
    )
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button does the same by keyboard
    <div
      className={classes.documents}
      data-over={over || undefined}
      onDragEnter={onDragOver}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {!readOnly && (
        <div className={classes.bar}>
          <Button
            size="small"
            icon={<IconPaperclip size={14} />}
            onClick={() => void chooseAndAttach(subject, words)}
          >
            {t('documents.add')}
          </Button>
          <span className={classes.hint}>{t('documents.hint', { size: max })}</span>
        </div>
      )}
      {data && data.rows.length === 0 && (
        <EmptyState icon={<IconPaperclip size={30} stroke={1.3} />} title={t('documents.none')}>
          {t('documents.none.text')}
        </EmptyState>
      )}
      <ul className={classes.list}>
        {(data?.rows ?? []).map((document) => {
          const { mime, size } = Object(document.file)
          const Icon = iconOf(String(mime))
          return (
            <li key={document.id} className={classes.row}>
              <Icon size={18} stroke={1.6} aria-hidden="true" className={classes.icon} />
              <button type="button" className={classes.name} onClick={() => setShown(document)}>
                <Bdi>{String(document.name ?? '')}</Bdi>
              </button>
              <span className={classes.facts}>
                {typeof size === 'number' && <span>{format.bytes(size)}</span>}
                {typeof document.at === 'string' && <span>{format.dateTime(document.at)}</span>}
              </span>
              <DocumentMenu
                document={document}
                readOnly={readOnly}
                onShow={() => setShown(document)}
                onRename={() => setRenamed(document)}
                onTrash={() => void trash(document)}
              />
            </li>
          )
        })}
      </ul>
      {shown && <Preview document={shown} onClose={() => setShown(undefined)} />}
      {renamed && <RenameDialog document={renamed} onClose={() => setRenamed(undefined)} />}
    </div>
  )
}

interface DocumentMenuProps {
  readonly document: WireRecord
  readonly readOnly: boolean
  readonly onShow: () => void
  readonly onRename: () => void
  readonly onTrash: () => void
}

function DocumentMenu({ document, readOnly, onShow, onRename, onTrash }: DocumentMenuProps): ReactNode {
  const t = useText()
  const actions = useDocumentActions(document)
  const name = String(document.name ?? '')
  return (
    <Menu
      label={t('documents.actions', { name })}
      position="bottom-end"
      trigger={
        <IconButton label={t('documents.actions', { name })} size={24}>
          <IconDots size={15} />
        </IconButton>
      }
      entries={[
        { id: 'show', label: t('documents.show'), onSelect: onShow },
        { id: 'open', label: t('documents.open'), onSelect: () => void actions.open() },
        { id: 'save', label: t('documents.save'), onSelect: () => void actions.save() },
        { kind: 'line', id: 'line' },
        { id: 'rename', label: t('documents.rename'), disabled: readOnly, onSelect: onRename },
        { id: 'delete', label: t('list.delete'), danger: true, disabled: readOnly, onSelect: onTrash },
      ]}
    />
  )
}
