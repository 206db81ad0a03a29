/** What of an entity's fields an own report can be grouped by, count, show in columns, or take its period from. */
import type { Entity } from '#db/shared/entity.ts'
import type { MeasureKind } from '#db/shared/ownReports.ts'
import type { Text } from '../../i18n/I18nProvider.tsx'
import type { AskField } from '../../records/filter/fields.ts'
import type { Option } from '../../ui/fields/Select.tsx'

const options = (fields: readonly AskField[]): Option[] =>
  fields.map(({ path, label }) => ({ value: path, label }))

/** An address is many things; its parts are fields of their own. */
const isWhole = ({ field, property }: AskField): boolean =>
  field.elements !== 'address' || property !== undefined
const isDate = ({ field }: AskField): boolean => field.kind === 'date' || field.kind === 'instant'
const isNumber = ({ field }: AskField): boolean =>
  field.kind === 'number' || field.kind === 'integer' || field.kind === 'money'

export interface Choices {
  readonly groups: readonly Option[]
  readonly columns: readonly Option[]
  readonly dates: readonly Option[]
  readonly numbers: readonly Option[]
  /** What the smallest and the largest can be asked of. */
  readonly ordered: readonly Option[]
  isDate(path: string): boolean
  isMoney(path: string): boolean
}

export function choicesOf(entity: Entity, fields: readonly AskField[], t: Text): Choices {
  const itself: Option = { value: 'id', label: t('report.own.itself', { what: t(`${entity.name}.one`) }) }
  const find = (path: string): AskField | undefined => fields.find((field) => field.path === path)
  const grouping = fields.filter(
    (each) => isWhole(each) && !['money', 'longText', 'yearly', 'list'].includes(each.field.kind),
  )
  const parts = fields.filter((each) => each.field.kind === 'list' && isWhole(each))
  return {
    groups: [...options([...grouping, ...parts]), itself],
    columns: options(fields.filter(isWhole)),
    dates: options(fields.filter(isDate)),
    numbers: options(fields.filter(isNumber)),
    ordered: options(fields.filter((each) => isNumber(each) || isDate(each))),
    isDate: (path) => {
      const field = find(path)
      return field !== undefined && isDate(field)
    },
    isMoney: (path) => find(path)?.field.kind === 'money',
  }
}

/** The fields a measure can be of; undefined where it needs none. */
export function fieldsFor(choices: Choices, of: MeasureKind): readonly Option[] | undefined {
  if (of === 'count') return undefined
  return of === 'min' || of === 'max' ? choices.ordered : choices.numbers
}
