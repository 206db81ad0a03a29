/** Handing a document to other programs: opened as a copy, or saved as one. */
import type { WireRecord } from '#db/shared/records.ts'
import { native } from '../data/native.ts'
import { call } from '../data/port.ts'
import { useHasText, useText } from '../i18n/I18nProvider.tsx'
import { reportFailure } from '../state/feedback.ts'
import { toast } from '../state/ui.ts'

export function useDocumentActions({ id, name }: WireRecord) {
  const t = useText()
  const has = useHasText()
  return {
    /** In the program the system has for it. */
    async open(): Promise<void> {
      try {
        const { path } = await call('document.open', { id })
        if (!(await native?.openPath(path))) toast({ tone: 'problem', text: t('documents.noProgram') })
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },
    async save(): Promise<void> {
      const out = await native?.saveFile({ title: t('documents.save'), suggestedName: String(name ?? '') })
      if (!out) return
      try {
        const { file } = await call('document.save', { id, out })
        toast({
          tone: 'done',
          text: t('documents.saved'),
          action: {
            label: t('transfer.showInFolder'),
            onSelect: () => void native?.showInFolder(file),
          },
        })
      } catch (failure) {
        reportFailure(failure, t, has)
      }
    },
  }
}
