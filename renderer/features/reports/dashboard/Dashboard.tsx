/** A dashboard: its tiles, and arranging them by mouse or keyboard, each by itself, all of it to be taken back. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { IconGripVertical, IconPencil, IconPlus, IconRestore, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { DashboardName, Tile as TileShape } from '#db/shared/dashboards.ts'
import { useRead } from '../../../data/hooks.ts'
import { call } from '../../../data/port.ts'
import { useHasText, useText } from '../../../i18n/I18nProvider.tsx'
import { reportFailure, toastUndoable } from '../../../state/feedback.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorNote } from '../../../ui/ErrorNote.tsx'
import { Spoken } from '../../../ui/Spoken.tsx'
import classes from './Dashboard.module.css'
import { Tile, useTileTitle } from './Tile.tsx'
import { TileDialog } from './TileDialog.tsx'

interface Props {
  readonly name: DashboardName
}

export function Dashboard({ name }: Props): ReactNode {
  const t = useText()
  const has = useHasText()
  const titleOf = useTileTitle()
  const readOnly = useRead('app.info', {}, { depends: { on: ['user', 'setting'] } }).data?.readOnly ?? true
  const { data, error } = useRead('dashboard.get', { name }, { depends: { on: ['setting'] }, keep: true })
  const [arranging, setArranging] = useState(false)
  const [editing, setEditing] = useState<TileShape | 'new'>()
  const [said, setSaid] = useState('')
  const tiles = data?.tiles ?? []
  const save = async (next: readonly TileShape[] | null, words?: string): Promise<void> => {
    try {
      const { operation } = await call('dashboard.arrange', { name, tiles: next && [...next] })
      if (words !== undefined) toastUndoable(words, operation, t, has)
    } catch (failure) {
      reportFailure(failure, t, has)
    }
  }
  const move = (id: string, to: number): void => {
    const tile = tiles.find((each) => each.id === id)
    if (!tile || to < 0 || to >= tiles.length) return
    const next = tiles.filter((each) => each !== tile)
    next.splice(to, 0, tile)
    setSaid(t('dashboard.moved', { what: titleOf(tile), n: to + 1 }))
    void save(next)
  }
  return (
    <div className={classes.dashboard}>
      <div role="status">
        <Spoken>{said}</Spoken>
      </div>
      {!readOnly && (
        <div className={classes.bar}>
          {arranging && (
            <>
              <Button size="small" icon={<IconPlus size={14} />} onClick={() => setEditing('new')}>
                {t('dashboard.add')}
              </Button>
              <Button
                size="small"
                icon={<IconRestore size={14} />}
                disabled={!data?.arranged}
                onClick={() => void save(null, t('dashboard.wasReset'))}
              >
                {t('dashboard.reset')}
              </Button>
            </>
          )}
          <Button
            size="small"
            tone={arranging ? 'primary' : 'quiet'}
            icon={<IconPencil size={14} />}
            aria-pressed={arranging}
            onClick={() => setArranging(!arranging)}
          >
            {t(arranging ? 'dashboard.arranged' : 'dashboard.arrange')}
          </Button>
        </div>
      )}
      {error && <ErrorNote error={error.record} />}
      {data && tiles.length === 0 && (
        <EmptyState icon={<IconPlus size={28} />} title={t('dashboard.empty')}>
          {t('dashboard.empty.text')}
        </EmptyState>
      )}
      <div className={classes.tiles}>
        {tiles.map((tile, at) => (
          <Place key={tile.id} tile={tile} at={at} arranging={arranging} onDrop={(id) => move(id, at)}>
            <Tile
              tile={tile}
              {...(arranging && {
                tools: (
                  <Tools
                    tile={tile}
                    title={titleOf(tile)}
                    onMove={(by) => move(tile.id, at + by)}
                    onEdit={() => setEditing(tile)}
                    onRemove={() =>
                      void save(
                        tiles.filter((each) => each !== tile),
                        t('dashboard.removed', { what: titleOf(tile) }),
                      )
                    }
                  />
                ),
              })}
            />
          </Place>
        ))}
      </div>
      {editing && (
        <TileDialog
          tile={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSave={(tile) => {
            setEditing(undefined)
            void save(
              editing === 'new' ? [...tiles, tile] : tiles.map((each) => (each.id === tile.id ? tile : each)),
            )
          }}
        />
      )}
    </div>
  )
}

interface ToolsProps {
  readonly tile: TileShape
  readonly title: string
  readonly onMove: (by: number) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** The grip takes arrow keys; the tile itself is drawn by the mouse. */
function Tools({ tile, title, onMove, onEdit, onRemove }: ToolsProps): ReactNode {
  const t = useText()
  const onKeyDown = (event: KeyboardEvent): void => {
    const mirrored = document.documentElement.dir === 'rtl' ? -1 : 1
    const by =
      event.key === 'ArrowRight'
        ? mirrored
        : event.key === 'ArrowLeft'
          ? -mirrored
          : event.key === 'ArrowDown'
            ? 1
            : event.key === 'ArrowUp'
              ? -1
              : 0
    if (by === 0) return
    event.preventDefault()
    onMove(by)
  }
  return (
    <>
      <button
        type="button"
        className={classes.grip}
        data-grip={tile.id}
        aria-label={t('dashboard.move', { what: title })}
        onKeyDown={onKeyDown}
      >
        <IconGripVertical size={16} />
      </button>
      <IconButton label={t('dashboard.change', { what: title })} onClick={onEdit}>
        <IconPencil size={14} />
      </IconButton>
      <IconButton label={t('dashboard.remove', { what: title })} onClick={onRemove}>
        <IconX size={14} />
      </IconButton>
    </>
  )
}

interface PlaceProps {
  readonly tile: TileShape
  readonly at: number
  readonly arranging: boolean
  readonly onDrop: (id: string) => void
  readonly children: ReactNode
}

const tileIn = (data: Record<string | symbol, unknown>): string | undefined =>
  typeof data.tile === 'string' ? data.tile : undefined

function Place({ tile, arranging, onDrop, children }: PlaceProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState(false)
  const latest = useRef(onDrop)
  latest.current = onDrop
  useEffect(() => {
    const element = frame.current
    if (!element || !arranging) return
    const stops = [
      draggable({ element, getInitialData: () => ({ tile: tile.id }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => tileIn(source.data) !== undefined && tileIn(source.data) !== tile.id,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: ({ source }) => {
          setOver(false)
          const id = tileIn(source.data)
          if (id !== undefined) latest.current(id)
        },
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [tile.id, arranging])
  return (
    <div
      ref={frame}
      className={classes.place}
      data-size={tile.size}
      data-arranging={arranging || undefined}
      data-over={over || undefined}
    >
      {children}
    </div>
  )
}
