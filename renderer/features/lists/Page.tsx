/** The lists: what each is, how many it has now, and what can be done with it. */
import { IconDots, IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { ListRow } from '#db/shared/lists.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { useFormat } from '../../i18n/useFormat.tsx'
import { useCommand } from '../../state/commands.ts'
import { useDoing } from '../../state/doing.ts'
import { reportFailure, toastUndoable } from '../../state/feedback.ts'
import { askToImport } from '../../state/importRequest.ts'
import type { Route } from '../../state/route.ts'
import { useMay } from '../../state/session.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import layout from '../../ui/layout.module.css'
import { Menu } from '../../ui/Menu.tsx'
import { Page } from '../../ui/Page.tsx'
import { Table } from '../../ui/Table.tsx'
import { CombineDialog, ImportDialog } from './FillDialogs.tsx'
import { draftOf, freshList, ListDialog, type ListDraft } from './ListDialog.tsx'
import classes from './Lists.module.css'
import { Movement } from './Movement.tsx'
import { showMembers, useListCounts, useLists } from './useLists.ts'

type Open =
  | { readonly what: 'edit'; readonly draft: ListDraft }
  | { readonly what: 'movement' | 'combine' | 'import'; readonly list: ListRow }

export function ListsPage({ route }: { readonly route: Route }): ReactNode {
  const t = useText()
  const lists = useLists()
  const counts = useListCounts()
  const mayWrite = useMay('create')
  const [open, setOpen] = useState<Open>()
  const create = (): void => setOpen({ what: 'edit', draft: freshList })
  useCommand('list.new', mayWrite ? create : undefined)
  useMarks(lists)
  const close = (): void => setOpen(undefined)
  const button = mayWrite && (
    <Button tone="primary" icon={<IconPlus size={16} />} onClick={create}>
      {t('list.new')}
    </Button>
  )
  return (
    <Page title={t('list.many')} text={t('lists.text')}>
      {lists?.length === 0 ? (
        <EmptyState
          icon={<IconUsersGroup size={40} stroke={1.2} />}
          title={t('lists.empty.title')}
          action={button}
        >
          {t('lists.empty.text')}
        </EmptyState>
      ) : (
        <Table
          label={t('list.many')}
          columns={[
            { id: 'name', label: t('list.field.name') },
            { id: 'kind', label: t('lists.column.kind'), narrow: true },
            { id: 'holds', label: t('list.field.holds'), narrow: true },
            { id: 'members', label: t('lists.column.members'), narrow: true, end: true },
            { id: 'menu', label: '', narrow: true },
          ]}
        >
          {(lists ?? []).map((list) => (
            <Row
              key={list.id}
              list={list}
              count={counts?.[list.id]}
              here={list.id === route.id}
              mayWrite={mayWrite}
              onOpen={setOpen}
            />
          ))}
        </Table>
      )}
      {open?.what === 'edit' && <ListDialog draft={open.draft} onClose={close} />}
      {open?.what === 'movement' && <Movement list={open.list} onClose={close} />}
      {open?.what === 'combine' && <CombineDialog list={open.list} lists={lists ?? []} onClose={close} />}
      {open?.what === 'import' && <ImportDialog list={open.list} onClose={close} />}
    </Page>
  )
}

const DAY_MS = 86_400_000

/** Segments are marked once a day by themselves, so that there is something to compare with. */
function useMarks(lists: readonly ListRow[] | undefined): void {
  const mayWrite = useMay('create')
  useEffect(() => {
    if (!mayWrite) return
    const mark = async (id: string): Promise<void> => {
      const { since } = await call('list.movement', { list: id, limit: 0 })
      if (since === null || Date.now() - Date.parse(since) > DAY_MS) await call('list.mark', { list: id })
    }
    // A segment that cannot be read is not marked; its row says so.
    for (const list of lists ?? []) if (list.isSegment && list.members) mark(list.id).catch(() => undefined)
  }, [lists, mayWrite])
}

interface RowProps {
  readonly list: ListRow
  readonly count: number | null | undefined
  readonly here: boolean
  readonly mayWrite: boolean
  readonly onOpen: (open: Open) => void
}

function Row({ list, count, here, mayWrite, onOpen }: RowProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const doing = useDoing()
  const format = useFormat()
  const addresses = useRead(
    'record.list',
    {
      entity: 'listMember',
      filter: {
        and: [
          { field: 'listId', op: 'is', value: list.id },
          { field: 'address', op: 'notEmpty' },
          { field: 'leftAt', op: 'isEmpty' },
        ],
      },
      limit: 0,
      count: true,
    },
    { depends: { on: ['listMember'] }, enabled: list.role === 'suppression' && !list.isSegment },
  ).data?.total
  const trash = async (): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: 'list', id: list.id }),
      t('list.deleted', { name: list.name }),
    )
  }
  const split = async (): Promise<void> => {
    try {
      const names = ['A', 'B'].map((part) => t('lists.split.name', { name: list.name, part }))
      const { operation } = await call('list.split', { list: list.id, names })
      toastUndoable(t('lists.split.done', { name: list.name }), operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const mayImport = useMay('import')
  const label = t('lists.menu', { name: list.name })
  const total = typeof count === 'number' ? count + (addresses ?? 0) : count
  return (
    <tr data-list={list.id} aria-selected={here || undefined}>
      <td>
        <LinkButton disabled={!list.members} onClick={() => showMembers(list)}>
          {list.name}
        </LinkButton>
        {list.description && (
          <div className={layout.hint}>
            <bdi>{list.description}</bdi>
          </div>
        )}
      </td>
      <td>
        <span className={classes.badges}>
          <Badge {...(list.isSegment && { tone: 'accent' as const })}>
            {t(list.isSegment ? 'lists.segment' : 'lists.static')}
          </Badge>
          {list.role === 'suppression' && <Badge tone="danger">{t('lists.suppression')}</Badge>}
        </span>
      </td>
      <td>{t(`list.choice.holds.${list.holds}`)}</td>
      <td data-end>
        {total === null ? t('lists.broken') : total === undefined ? '' : format.integer(total)}
      </td>
      <td>
        <Menu
          label={label}
          position="bottom-end"
          trigger={
            <IconButton label={label} size={24}>
              <IconDots size={15} />
            </IconButton>
          }
          entries={[
            {
              id: 'show',
              label: t('lists.show'),
              disabled: !list.members,
              onSelect: () => showMembers(list),
            },
            {
              id: 'movement',
              label: t('lists.movement'),
              onSelect: () => onOpen({ what: 'movement', list }),
            },
            ...(mayWrite
              ? [
                  { kind: 'line' as const, id: 'line' },
                  {
                    id: 'edit',
                    label: t('lists.edit'),
                    onSelect: () => onOpen({ what: 'edit', draft: draftOf(list) }),
                  },
                  ...(list.isSegment
                    ? []
                    : [
                        {
                          id: 'combine',
                          label: t('lists.combine'),
                          onSelect: () => onOpen({ what: 'combine', list }),
                        },
                        {
                          id: 'import',
                          label: t('lists.import'),
                          onSelect: () => onOpen({ what: 'import', list }),
                        },
                        ...(mayImport
                          ? [
                              {
                                id: 'file',
                                label: t('lists.fromFile'),
                                onSelect: () => askToImport({ what: 'list', list: list.id }),
                              },
                            ]
                          : []),
                      ]),
                  { id: 'split', label: t('lists.split'), onSelect: () => void split() },
                  {
                    id: 'delete',
                    label: t('lists.delete', { name: list.name }),
                    danger: true,
                    onSelect: () => void trash(),
                  },
                ]
              : []),
          ]}
        />
      </td>
    </tr>
  )
}
