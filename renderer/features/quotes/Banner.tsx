/** At the head of a quote's page: what it comes to, its versions, and what can be done with it. */
import {
  IconCheck,
  IconCopyPlus,
  IconFileTypePdf,
  IconMail,
  IconPrinter,
  IconSend,
  IconX,
} from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { AppError } from '#db/shared/errors.ts'
import { useRead } from '../../data/hooks.ts'
import { native } from '../../data/native.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Ltr, useFormat } from '../../i18n/useFormat.tsx'
import type { RecordProps } from '../../records/extensions.tsx'
import { openRecord } from '../../records/open.ts'
import { useDoing } from '../../state/doing.ts'
import { reportFailure } from '../../state/feedback.ts'
import { toast } from '../../state/ui.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { DeclineDialog } from './DeclineDialog.tsx'
import { MailDialog } from './MailDialog.tsx'
import classes from './Quotes.module.css'
import { pagesOf, quoteDepends, statusOf } from './quote.ts'

export function QuoteBanner({ entity, record, readOnly }: RecordProps): ReactNode {
  return entity.name === 'quote' ? <Head id={record.id} readOnly={readOnly} /> : null
}

const tones = {
  draft: 'neutral',
  sent: 'accent',
  accepted: 'success',
  declined: 'danger',
  replaced: 'neutral',
} as const

function Head({ id, readOnly }: { readonly id: string; readonly readOnly: boolean }): ReactNode {
  const t = useText()
  const has = useHasText()
  const format = useFormat()
  const { data } = useRead('quote.get', { id }, { depends: quoteDepends, keep: true })
  const doing = useDoing()
  const [asking, setAsking] = useState<'mail' | 'decline'>()
  if (!data) return null
  const number = String(data.record.number ?? '')
  const status = statusOf(data)
  const save = async (): Promise<void> => {
    try {
      const { document, fileName } = await pagesOf(id)
      const path = await native?.saveFile({
        suggestedName: fileName,
        filters: [{ name: 'PDF', extensions: ['pdf'] }],
      })
      if (!path) return
      const done = await native?.savePdf({ document, path })
      if (done && !done.ok) throw new AppError(done.error)
      toast({
        tone: 'done',
        text: t('quote.pdf.saved', { number }),
        action: { label: t('quote.pdf.open'), onSelect: () => void native?.openPath(path) },
      })
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const print = async (): Promise<void> => {
    try {
      const { document } = await pagesOf(id)
      const done = await native?.printDocument(document)
      if (done && !done.ok) throw new AppError(done.error)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const revise = async (): Promise<void> => {
    const made = await doing(
      () => call('quote.revise', { id }),
      (made) => t('quote.revised', { number: made.number }),
    )
    if (!made) return
    openRecord('quote', made.id)
  }
  const undecided = status === 'draft' || status === 'sent'
  const { totals, terms } = data
  return (
    <section className={classes.head} aria-label={t('quote.one')}>
      <div className={classes.row}>
        <Badge tone={tones[status]}>{t(`quote.choice.status.${status}`)}</Badge>
        {data.expired && <Badge tone="warning">{t('quote.expired')}</Badge>}
        {status === 'draft' && !data.record.companyId && !data.record.contactId && (
          <Badge tone="warning">{t('quote.noCustomer')}</Badge>
        )}
        <span className={classes.total}>
          {t('quote.field.total')} <strong>{format.money(totals.total, terms.currency)}</strong>
        </span>
        <span className={classes.dim}>
          {t('quote.field.net')} {format.money(totals.base, terms.currency)} · {t('quote.field.tax')}{' '}
          {format.money(totals.tax, terms.currency)}
        </span>
        {data.versions.length > 1 && (
          <span className={classes.versions}>
            {data.versions.map((one) => (
              <button
                key={one.id}
                type="button"
                className={classes.version}
                aria-current={one.id === id ? 'true' : undefined}
                onClick={() => openRecord('quote', one.id)}
              >
                {t('quote.version', { n: format.integer(one.version) })} <Ltr>{one.number}</Ltr>
              </button>
            ))}
          </span>
        )}
      </div>
      <div className={classes.row}>
        <Button size="small" icon={<IconFileTypePdf size={15} />} onClick={() => void save()}>
          {t('quote.pdf')}
        </Button>
        <Button size="small" tone="quiet" icon={<IconPrinter size={15} />} onClick={() => void print()}>
          {t('quote.print')}
        </Button>
        {!readOnly && undecided && (
          <>
            <Button size="small" icon={<IconMail size={15} />} onClick={() => setAsking('mail')}>
              {t('quote.mail')}
            </Button>
            {status === 'draft' && (
              <Button
                size="small"
                tone="quiet"
                icon={<IconSend size={15} />}
                onClick={() =>
                  void doing(() => call('quote.markSent', { id }), t('quote.marked', { number }))
                }
              >
                {t('quote.markSent')}
              </Button>
            )}
            <span className={classes.space} />
            <Button
              size="small"
              icon={<IconCheck size={15} />}
              onClick={() =>
                void doing(
                  () => call('quote.decide', { id, status: 'accepted' }),
                  t('quote.accepted', { number }),
                )
              }
            >
              {t('quote.accept')}
            </Button>
            <Button size="small" tone="quiet" icon={<IconX size={15} />} onClick={() => setAsking('decline')}>
              {t('quote.decline')}
            </Button>
          </>
        )}
        {!readOnly && status !== 'draft' && status !== 'replaced' && (
          <Button size="small" tone="quiet" icon={<IconCopyPlus size={15} />} onClick={() => void revise()}>
            {t('quote.revise')}
          </Button>
        )}
      </div>
      {asking === 'mail' && <MailDialog quote={data} onClose={() => setAsking(undefined)} />}
      {asking === 'decline' && (
        <DeclineDialog
          id={id}
          number={number}
          hasOpportunity={typeof data.record.opportunityId === 'string'}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  )
}
