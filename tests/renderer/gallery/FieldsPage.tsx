/** Every field, each in its states. */
import { type ReactNode, useState } from 'react'
import { usePreferences } from '../../../renderer/i18n/I18nProvider.tsx'
import { Calendar } from '../../../renderer/ui/dates/Calendar.tsx'
import { DateField } from '../../../renderer/ui/dates/DateField.tsx'
import { YearlyDateField } from '../../../renderer/ui/dates/YearlyDateField.tsx'
import { Checkbox, Segments, Switch } from '../../../renderer/ui/fields/Checkbox.tsx'
import {
  AddressList,
  EmailList,
  EventList,
  ExtraList,
  HandleList,
  PhoneList,
  type TextElement,
  WebsiteList,
} from '../../../renderer/ui/fields/ContactLists.tsx'
import { type Money, MoneyField, NumberField } from '../../../renderer/ui/fields/NumberField.tsx'
import { PickList } from '../../../renderer/ui/fields/PickList.tsx'
import { Select } from '../../../renderer/ui/fields/Select.tsx'
import { TagsField } from '../../../renderer/ui/fields/TagsField.tsx'
import { LongTextField, TextField } from '../../../renderer/ui/fields/TextField.tsx'
import { words } from './words.ts'

const place = { en: 'US', th: 'TH', fa: 'IR' } as const

export function FieldsPage(): ReactNode {
  const { language, currency } = usePreferences()
  const w = words[language]
  const [text, setText] = useState('Jackson Lee')
  const [long, setLong] = useState<string>(w.note)
  const [number, setNumber] = useState<number | null>(1234.5)
  const [money, setMoney] = useState<Money | null>({ minor: 12_345_600, currency })
  const [choice, setChoice] = useState<string | null>('1')
  const [pick, setPick] = useState<string>(w.statuses[0])
  const [tags, setTags] = useState<readonly string[]>([w.vip])
  const [day, setDay] = useState<string | null>('2026-11-30')
  const [birthday, setBirthday] = useState<string | null>('persian:1358-12-30')
  const [on, setOn] = useState(true)
  const [lists, setLists] = useState<Record<string, readonly TextElement[]>>({
    phones: [
      { id: '1', label: 'mobile', value: '+66 81 234 5678' },
      { id: '2', label: 'work', value: '02 123 4567', ext: '12' },
    ],
    emails: [{ id: '1', label: 'work', value: 'user1@example.com' }],
    websites: [{ id: '1', label: 'work', value: 'https://example.com/th' }],
    handles: [{ id: '1', service: 'LINE', value: '@somchai' }],
    events: [{ id: '1', label: 'anniversary', value: 'buddhist:2567-02-29' }],
    addresses: [{ id: '1', label: 'work', country: place[language], postalCode: '10110' }],
    extras: [{ id: '1', name: 'X-SKYPE', value: 'somchai.j' }],
  })
  const list = (name: string) => ({
    value: lists[name] ?? [],
    onChange: (value: readonly TextElement[]) => setLists({ ...lists, [name]: value }),
  })
  return (
    <main
      style={{
        display: 'grid',
        gridTemplateColumns: '1fr 1fr 1fr',
        gap: 24,
        padding: 24,
        blockSize: '100%',
        overflow: 'auto',
        alignItems: 'start',
      }}
    >
      <section style={{ display: 'grid', gap: 12 }}>
        <h1>{w.overview}</h1>
        <TextField label={w.name} value={text} onChange={setText} required />
        <TextField
          label={w.email}
          kind="email"
          value="user1@example.com"
          onChange={() => undefined}
          error={w.note.slice(0, 30)}
        />
        <TextField label={w.phone} kind="tel" value="+66 81 234 5678" onChange={() => undefined} readOnly />
        <LongTextField label={w.long} value={long} onChange={setLong} />
        <NumberField label={w.seats} value={number} onChange={setNumber} />
        <MoneyField
          label={w.amount}
          value={money}
          onChange={setMoney}
          currencies={['THB', 'IRR', 'USD', 'EUR']}
        />
        <Select
          label={w.status}
          value={choice}
          onChange={setChoice}
          clearable
          options={w.statuses.map((label, at) => ({ value: String(at), label }))}
        />
        <PickList label={w.title} value={pick} onChange={setPick} suggestions={w.statuses} />
        <TagsField label={w.tags} value={tags} onChange={setTags} suggestions={w.statuses} />
        <DateField label={w.follow} value={day} onChange={setDay} />
        <YearlyDateField label={w.birthday} value={birthday} onChange={setBirthday} />
        <Checkbox label={w.vip} checked={on} onChange={setOn} />
        <Switch label={w.vip} checked={on} onChange={setOn} />
        <Segments
          label={w.status}
          value={choice ?? '0'}
          onChange={setChoice}
          options={w.statuses.map((label, at) => ({ value: String(at), label }))}
        />
      </section>
      <section style={{ display: 'grid', gap: 12 }}>
        <PhoneList label={w.phones} {...list('phones')} />
        <EmailList label={w.emails} {...list('emails')} />
        <WebsiteList label={w.websites} {...list('websites')} />
        <HandleList label={w.handles} {...list('handles')} />
        <EventList label={w.events} {...list('events')} />
        <ExtraList label={w.extras} {...list('extras')} />
      </section>
      <section style={{ display: 'grid', gap: 12 }}>
        <AddressList label={w.addresses} {...list('addresses')} />
        <Calendar label={w.follow} value={day} onChange={setDay} />
      </section>
    </main>
  )
}
