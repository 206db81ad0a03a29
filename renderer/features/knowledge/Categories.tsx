/** The categories of the knowledge base, as a tree with the articles in each; made, renamed, moved and taken away here. */
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Output } from '#db/shared/contract.ts'
import type { Filter } from '#db/shared/filter.ts'
import { articleCategory } from '#db/shared/knowledge.ts'
import { useRead } from '../../data/hooks.ts'
import { call } from '../../data/port.ts'
import { useHasText, useText } from '../../i18n/I18nProvider.tsx'
import { Bdi, useFormat } from '../../i18n/useFormat.tsx'
import { openRecord } from '../../records/open.ts'
import { SaveDialog } from '../../records/SaveDialog.tsx'
import { useMayCreate } from '../../records/useRights.ts'
import { useDoing } from '../../state/doing.ts'
import { toastUndoable } from '../../state/feedback.ts'
import { askFor } from '../../state/lookup.ts'
import { go } from '../../state/route.ts'
import { useSubmit } from '../../state/submit.ts'
import { BarPage } from '../../ui/BarPage.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNote } from '../../ui/ErrorNote.tsx'
import { Select } from '../../ui/fields/Select.tsx'
import { TextField } from '../../ui/fields/TextField.tsx'
import classes from './Categories.module.css'
import { type CategoryNode, treeOf } from './categoryTree.ts'

const depends = { on: ['article', 'articleCategory', 'ticket'] }
type Category = Output<'article.categories'>['categories'][number]

/** Shows the articles a filter finds, as the list does. */
function showArticles(filter: Filter): void {
  askFor('article', filter)
  go({ section: 'knowledge' })
}

export function Categories({ choice }: { readonly choice: ReactNode }): ReactNode {
  const t = useText()
  const doing = useDoing()
  const format = useFormat()
  const mayEdit = useMayCreate(articleCategory)
  const [editing, setEditing] = useState<Editing>()
  const { data, error } = useRead('article.categories', {}, { depends, keep: true })
  const tree = treeOf(data?.categories ?? [])
  const remove = async ({ id, name }: CategoryNode): Promise<void> => {
    await doing(
      () => call('record.trash', { entity: articleCategory.name, id }),
      t('ui.deletedNamed', { name }),
    )
  }
  return (
    <BarPage
      title={t('app.section.knowledge')}
      choice={choice}
      tools={
        mayEdit && (
          <Button size="small" icon={<IconPlus size={14} />} onClick={() => setEditing({})}>
            {t('articleCategory.new')}
          </Button>
        )
      }
    >
      <div className={classes.body}>
        {error && <ErrorNote error={error.record} />}
        <section aria-labelledby="categories">
          <h2 id="categories" className={classes.heading}>
            {t('articleCategory.many')}
          </h2>
          {data && tree.length === 0 && <p className={classes.nothing}>{t('article.categories.none')}</p>}
          <ul className={classes.list}>
            {tree.map((node) => (
              <li key={node.id} className={classes.row} style={{ paddingInlineStart: node.depth * 20 }}>
                <button
                  type="button"
                  className={classes.name}
                  onClick={() => showArticles({ field: 'categoryId', op: 'in', value: [...node.within] })}
                >
                  <Bdi>{node.name}</Bdi> <span className={classes.dim}>{format.integer(node.total)}</span>
                </button>
                {mayEdit && (
                  <>
                    <IconButton
                      label={t('article.categories.sub', { name: node.name })}
                      size={26}
                      onClick={() => setEditing({ parent: node.id })}
                    >
                      <IconPlus size={15} />
                    </IconButton>
                    <IconButton
                      label={t('ui.editNamed', { name: node.name })}
                      size={26}
                      onClick={() => setEditing({ category: node })}
                    >
                      <IconPencil size={15} />
                    </IconButton>
                    <IconButton
                      label={t('ui.deleteNamed', { name: node.name })}
                      size={26}
                      onClick={() => void remove(node)}
                    >
                      <IconTrash size={15} />
                    </IconButton>
                  </>
                )}
              </li>
            ))}
            {data && data.uncategorised > 0 && (
              <li className={classes.row}>
                <button
                  type="button"
                  className={classes.name}
                  onClick={() =>
                    showArticles({
                      not: { field: 'categoryId', op: 'in', value: data.categories.map(({ id }) => id) },
                    })
                  }
                >
                  {t('article.categories.without')}{' '}
                  <span className={classes.dim}>{format.integer(data.uncategorised)}</span>
                </button>
              </li>
            )}
          </ul>
        </section>
        <Helpful />
      </div>
      {editing && (
        <CategoryDialog
          {...editing}
          categories={data?.categories ?? []}
          onClose={() => setEditing(undefined)}
        />
      )}
    </BarPage>
  )
}

/** The articles that answered most tickets. */
function Helpful(): ReactNode {
  const t = useText()
  const { data } = useRead('article.helpful', {}, { depends, keep: true })
  if (!data || data.articles.length === 0) return null
  return (
    <section aria-labelledby="helpful">
      <h2 id="helpful" className={classes.heading}>
        {t('article.helpful')}
      </h2>
      <ul className={classes.list}>
        {data.articles.map(({ id, title, solved }) => (
          <li key={id} className={classes.row}>
            <button type="button" className={classes.name} onClick={() => openRecord('article', id)}>
              <Bdi>{title}</Bdi> <span className={classes.dim}>{t('article.solved', { n: solved })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Editing {
  readonly category?: CategoryNode
  readonly parent?: string
}

interface DialogProps extends Editing {
  readonly categories: readonly Category[]
  readonly onClose: () => void
}

function CategoryDialog({ category, parent: under, categories, onClose }: DialogProps): ReactNode {
  const t = useText()
  const has = useHasText()
  const [name, setName] = useState(category?.name ?? '')
  const [parent, setParent] = useState<string | null>(category?.parent ?? under ?? null)
  const { busy, error, submit } = useSubmit()
  const ready = name.trim() !== ''
  const save = () =>
    submit(async () => {
      if (!ready) return
      const entity = articleCategory.name
      const data = { name: name.trim(), parentId: parent }
      const { operation } = category
        ? await call('record.update', { entity, id: category.id, data })
        : await call('record.create', { entity, data })
      toastUndoable(t('ui.savedNamed', { name: name.trim() }), operation, t, has)
      onClose()
    })
  // Nothing lies within itself.
  const others = treeOf(categories).filter(({ id }) => !category?.within.has(id))
  return (
    <SaveDialog
      title={t(category ? 'articleCategory.one' : 'articleCategory.new')}
      size="small"
      busy={busy}
      ready={ready}
      error={error}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className={classes.form}>
        <TextField
          label={t('articleCategory.field.name')}
          required
          autoFocus
          value={name}
          onChange={setName}
        />
        <Select
          label={t('articleCategory.field.parentId')}
          clearable
          options={others.map(({ id, name: label, depth }) => ({
            value: id,
            label: `${'\u2003'.repeat(depth)}${label}`,
          }))}
          value={parent}
          onChange={setParent}
        />
      </div>
    </SaveDialog>
  )
}
