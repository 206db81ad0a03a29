/** A record page made of the kit. */
import { IconMail, IconPhone } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { usePreferences } from '../../../renderer/i18n/I18nProvider.tsx'
import { Bdi, Ltr } from '../../../renderer/i18n/useFormat.tsx'
import { Avatar } from '../../../renderer/ui/Avatar.tsx'
import { IconButton } from '../../../renderer/ui/Button.tsx'
import { DateField } from '../../../renderer/ui/dates/DateField.tsx'
import { EmailList, PhoneList, type TextElement } from '../../../renderer/ui/fields/ContactLists.tsx'
import { PickList } from '../../../renderer/ui/fields/PickList.tsx'
import { TagsField } from '../../../renderer/ui/fields/TagsField.tsx'
import { LongTextField, TextField } from '../../../renderer/ui/fields/TextField.tsx'
import { Tabs } from '../../../renderer/ui/Tabs.tsx'
import type { Person } from './people.ts'
import { words } from './words.ts'

export function RecordPane({ person }: { readonly person: Person }): ReactNode {
  const { language } = usePreferences()
  const w = words[language]
  const [tab, setTab] = useState('overview')
  return (
    <div style={{ blockSize: '100%', overflow: 'auto' }}>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', padding: '14px 16px 8px' }}>
        <Avatar initials={person.initials} seed={person.id} size="large" />
        <div style={{ flex: 1, minInlineSize: 0 }}>
          <h2 style={{ fontSize: 'var(--text-title)' }}>
            <Bdi>{person.name}</Bdi>
          </h2>
          <div style={{ color: 'var(--text-dim)' }}>
            <Bdi>{person.company}</Bdi> · <Ltr>{person.email}</Ltr>
          </div>
        </div>
        <IconButton label={w.email} tone="plain">
          <IconMail size={16} />
        </IconButton>
        <IconButton label={w.phone} tone="plain">
          <IconPhone size={16} />
        </IconButton>
      </div>
      <Tabs
        label={w.overview}
        open={tab}
        onOpen={setTab}
        tabs={[
          { id: 'overview', label: w.overview, panel: <Fields key={person.id} person={person} /> },
          { id: 'notes', label: w.notes, panel: null },
          { id: 'history', label: w.history, panel: null },
        ]}
      />
    </div>
  )
}

function Fields({ person }: { readonly person: Person }): ReactNode {
  const { language } = usePreferences()
  const w = words[language]
  const [given, family] = person.name.split(' ')
  const [first, setFirst] = useState(given ?? '')
  const [last, setLast] = useState(family ?? '')
  const [title, setTitle] = useState(person.title)
  const [company, setCompany] = useState(person.company)
  const [day, setDay] = useState<string | null>('2026-11-30')
  const [tags, setTags] = useState<readonly string[]>([w.vip, 'B2B'])
  const [note, setNote] = useState<string>(w.note)
  const [phones, setPhones] = useState<readonly TextElement[]>([
    { id: '1', label: 'mobile', value: person.phone },
  ])
  const [emails, setEmails] = useState<readonly TextElement[]>([
    { id: '1', label: 'work', value: person.email },
  ])
  return (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
        gap: '10px 12px',
        alignItems: 'start',
        padding: '12px 16px 24px',
      }}
    >
      <TextField label={w.first} value={first} onChange={setFirst} />
      <TextField label={w.last} value={last} onChange={setLast} />
      <TextField label={w.company} value={company} onChange={setCompany} />
      <PickList label={w.title} value={title} onChange={setTitle} suggestions={['Buyer', 'Accountant']} />
      <div style={{ gridColumn: '1 / -1' }}>
        <PhoneList label={w.phones} value={phones} onChange={setPhones} />
      </div>
      <div style={{ gridColumn: '1 / -1' }}>
        <EmailList label={w.emails} value={emails} onChange={setEmails} />
      </div>
      <DateField label={w.follow} value={day} onChange={setDay} />
      <TagsField label={w.tags} value={tags} onChange={setTags} suggestions={['Lead', 'Partner']} />
      <div style={{ gridColumn: '1 / -1' }}>
        <LongTextField label={w.notes} value={note} onChange={setNote} />
      </div>
    </div>
  )
}
