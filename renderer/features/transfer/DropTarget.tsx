/** Files dropped anywhere on the window: shows that they may be, and says which. Text dragged about is left alone. */
import { IconFileImport } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { native } from '../../data/native.ts'
import { useText } from '../../i18n/I18nProvider.tsx'
import classes from './DropTarget.module.css'

interface Props {
  /** Undefined while files cannot be taken. */
  readonly onFiles: ((paths: readonly string[]) => void) | undefined
  /** The dialog in front, if any, is the one that takes them. */
  readonly overDialog: boolean
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

export function DropTarget({ onFiles, overDialog }: Props): ReactNode {
  const t = useText()
  const [over, setOver] = useState(false)
  const latest = useRef({ onFiles, overDialog })
  useEffect(() => {
    latest.current = { onFiles, overDialog }
  })
  useEffect(() => {
    // A drag enters and leaves every element on its way.
    let depth = 0
    const taker = (): Props['onFiles'] => {
      const isBehind = !latest.current.overDialog && document.querySelector('[aria-modal="true"]') !== null
      return isBehind ? undefined : latest.current.onFiles
    }
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event) || !taker()) return
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const move = (event: DragEvent): void => {
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = taker() ? 'copy' : 'none'
    }
    const drop = (event: DragEvent): void => {
      depth = 0
      setOver(false)
      if (event.defaultPrevented || !hasFiles(event)) return
      event.preventDefault()
      const take = taker()
      if (!take) return
      const paths = [...(event.dataTransfer?.files ?? [])].flatMap(
        (file) => native?.pathOfDropped(file) ?? [],
      )
      if (paths.length > 0) take(paths)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', move)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', move)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className={classes.over}>
      <div className={classes.card}>
        <IconFileImport size={30} stroke={1.5} aria-hidden="true" />
        {t('transfer.drop')}
      </div>
    </div>
  )
}
