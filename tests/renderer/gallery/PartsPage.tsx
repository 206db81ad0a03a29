/** Buttons, badges, notes, progress, dialog. */
import { IconPlus, IconUser } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { usePreferences } from '../../../renderer/i18n/I18nProvider.tsx'
import { Avatar } from '../../../renderer/ui/Avatar.tsx'
import { Badge } from '../../../renderer/ui/Badge.tsx'
import { Button, IconButton } from '../../../renderer/ui/Button.tsx'
import { EmptyState } from '../../../renderer/ui/EmptyState.tsx'
import { ErrorNote } from '../../../renderer/ui/ErrorNote.tsx'
import { TextField } from '../../../renderer/ui/fields/TextField.tsx'
import { Kbd } from '../../../renderer/ui/Kbd.tsx'
import { Dialog } from '../../../renderer/ui/overlay/Dialog.tsx'
import { Toasts } from '../../../renderer/ui/overlay/Toasts.tsx'
import { Progress } from '../../../renderer/ui/Progress.tsx'
import { person } from './people.ts'
import { words } from './words.ts'

export function PartsPage(): ReactNode {
  const { language } = usePreferences()
  const w = words[language]
  const [open, setOpen] = useState(new URLSearchParams(location.search).has('dialog'))
  const [text, setText] = useState('')
  return (
    <main
      style={{
        display: 'grid',
        gap: 20,
        padding: 24,
        blockSize: '100%',
        overflow: 'auto',
        alignContent: 'start',
      }}
    >
      <h1>{w.overview}</h1>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
        <Button tone="primary" icon={<IconPlus size={15} />}>
          {w.name}
        </Button>
        <Button onClick={() => setOpen(true)}>{w.notes}</Button>
        <Button tone="quiet">{w.history}</Button>
        <Button tone="danger">{w.status}</Button>
        <Button disabled>{w.value}</Button>
        <Button busy>{w.value}</Button>
        <Button size="small">{w.value}</Button>
        <IconButton label={w.name}>
          <IconUser size={16} />
        </IconButton>
        <Kbd keys="Ctrl+K" />
      </div>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        {(['neutral', 'accent', 'success', 'warning', 'danger'] as const).map((tone, at) => (
          <Badge key={tone} tone={tone}>
            {w.statuses[at % 4]}
          </Badge>
        ))}
        {Array.from({ length: 8 }, (_, at) => person(at, language)).map((row) => (
          <Avatar key={row.id} initials={row.initials} seed={`${row.id}x${row.name}`} size="medium" />
        ))}
        <Avatar initials={person(2, language).initials} seed="o" size="large" shape="organisation" />
      </div>
      <ErrorNote
        error={{
          code: 'Invalid',
          issues: [
            { field: 'name', code: 'required' },
            { field: 'birthday', code: 'yearly' },
          ],
        }}
        fieldLabel={() => w.name}
        onRetry={() => undefined}
      />
      <ErrorNote error={{ code: 'Bug', ref: 'b-1234' }} />
      <Progress
        label={w.importing}
        done={123_456}
        total={1_000_000}
        elapsedMs={9_500}
        onCancel={() => undefined}
      />
      <div style={{ border: '1px solid var(--line)', borderRadius: 8 }}>
        <EmptyState
          icon={<IconUser size={28} />}
          title={w.empty}
          action={<Button tone="primary">{w.name}</Button>}
          second={<Button>{w.imp}</Button>}
        >
          {w.teach}
        </EmptyState>
      </div>
      <Toasts
        toasts={[
          { id: '1', tone: 'done', text: w.saved, action: { label: w.vip, onSelect: () => undefined } },
          { id: '2', tone: 'problem', text: w.note },
        ]}
        onClose={() => undefined}
      />
      <Dialog
        open={open}
        title={w.name}
        onClose={() => setOpen(false)}
        onSubmit={() => setOpen(false)}
        footer={
          <>
            <Button onClick={() => setOpen(false)}>{w.history}</Button>
            <Button tone="primary" type="submit">
              {w.name}
            </Button>
          </>
        }
      >
        <TextField label={w.first} value={text} onChange={setText} autoFocus />
        <TextField label={w.last} value={text} onChange={setText} />
      </Dialog>
    </main>
  )
}
