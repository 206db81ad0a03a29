/** Consent for a whole list, and a person's data as a file. Mounted once per window. */
import { type ReactNode, useEffect } from 'react'
import { isConsenting } from '#db/shared/consent.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { reportFailure } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { ConsentDialog, freshDraft } from './ConsentDialog.tsx'
import { askFor, type Request, useRequest } from './request.ts'

export function ConsentVerbs(): ReactNode {
  const t = useText()
  const { request } = useRequest()
  if (!request) return null
  if (request.verb === 'export') return <ExportData key={request.id} request={request} />
  const { entity, count, target } = request.scope
  if (!isConsenting(entity.name)) return null
  return (
    <ConsentDialog
      draft={freshDraft('refused')}
      what={t(`${entity.name}.count`, { n: count })}
      of={{ entity: entity.name, target }}
      onClose={() => askFor(undefined)}
    />
  )
}

function ExportData({ request }: { readonly request: Extract<Request, { verb: 'export' }> }): ReactNode {
  const t = useText()
  const has = useHasText()
  useEffect(() => {
    askFor(undefined)
    const save = async (): Promise<void> => {
      const out = await native?.saveFile({
        suggestedName: `${t('consent.file', { name: request.name })}.json`,
        filters: [{ name: 'JSON', extensions: ['json'] }],
      })
      if (!out) return
      const { entity, id } = request
      const done = await call('consent.personData', { entity, id, out })
      toast({ tone: 'done', text: t('consent.exported', { n: done.records }) })
    }
    save().catch((failure: unknown) => reportFailure(failure, t, has))
  }, [request, t, has])
  return null
}
