/** The logo on letters and quotes: any picture, kept small enough to travel with the settings. */
import { IconPhoto } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useText } from '../../i18n/I18nProvider.tsx'
import { toast } from '../../state/ui.ts'
import { Button } from '../../ui/Button.tsx'
import classes from './Page.module.css'

const LONGEST_SIDE = 480

interface Props {
  readonly name: string
  readonly value: unknown
  readonly readOnly: boolean
  readonly onSave: (image: string | null) => void
}

export function Logo({ name, value, readOnly, onSave }: Props): ReactNode {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const image = typeof value === 'string' && value.startsWith('data:image/png;base64,') ? value : undefined
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    try {
      onSave(await smallPicture(file))
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      toast({ tone: 'problem', text: t('settings.business.logo.wrong', { file: file.name }) })
    }
  }
  return (
    <div className={classes.logo}>
      <div className={classes.logoFrame} data-filled={image !== undefined || undefined}>
        {image ? (
          <img src={image} alt={t('settings.business.logo.of', { name })} />
        ) : (
          <IconPhoto size={26} stroke={1.3} aria-hidden="true" />
        )}
      </div>
      {!readOnly && (
        <div className={classes.row}>
          <input
            ref={input}
            type="file"
            accept="image/png,image/jpeg,image/webp,image/gif,image/bmp"
            hidden
            onChange={(event) => {
              void take(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <Button onClick={() => input.current?.click()}>{t('settings.business.logo.choose')}</Button>
          {image && (
            <Button tone="quiet" onClick={() => onSave(null)}>
              {t('settings.business.logo.remove')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

/** The picture as a PNG no larger than it needs to be on paper. @throws DOMException for what is not a picture */
async function smallPicture(file: File): Promise<string> {
  const bitmap = await createImageBitmap(file)
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * scale))
  canvas.height = Math.max(1, Math.round(bitmap.height * scale))
  const context = canvas.getContext('2d')
  if (!context) throw new DOMException('no canvas', 'NotSupportedError')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return canvas.toDataURL('image/png')
}
