/** Consent: what somebody agreed to or refused, on their page and for whole lists. */
import { IconFileExport, IconShieldCheck } from '@tabler/icons-react'
import { createElement } from 'react'
import { isConsenting } from '#db/shared/consent.ts'
import type { Entity } from '#db/shared/entity.ts'
import type { Feature } from '../../records/feature.ts'
import { Banner } from './Banner.tsx'
import { ConsentVerbs } from './ConsentVerbs.tsx'
import { Panel, useConsentCount } from './Panel.tsx'
import { Retention } from './Retention.tsx'
import { askFor } from './request.ts'

const on = ({ name }: Entity): boolean => isConsenting(name)
const icon = createElement(IconShieldCheck, { size: 15 })

export const consent: Feature = {
  standing: [ConsentVerbs],
  settingsPages: [{ id: 'consent', icon: IconShieldCheck, show: () => createElement(Retention) }],
  banners: [Banner],
  tabs: [{ id: 'consent', label: 'consent.many', on, Panel, useCount: useConsentCount }],
  recordActions: (['contact', 'company'] as const).map((name) => ({
    id: `consent.export.${name}`,
    label: name === 'contact' ? 'consent.export' : 'consent.export.company',
    icon: createElement(IconFileExport, { size: 15 }),
    on: (entity: Entity) => entity.name === name,
    run: ({ record }) =>
      askFor({ verb: 'export', entity: name, id: record.id, name: String(record.displayName ?? '') }),
  })),
  listActions: [
    {
      id: 'consent',
      label: 'consent.list.menu',
      icon,
      needs: 'edit',
      on,
      run: (scope) => askFor({ verb: 'many', scope }),
    },
  ],
}
