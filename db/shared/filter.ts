/**
 * The filter grammar: what lookups, views, segments, reports and the command line store and send.
 * `{"and":[…]}`, `{"or":[…]}`, `{"not":…}`, `{"field":"company.city","op":"is","value":"…"}`,
 * `{"some":"note","where":{…}}`, `{"none":"note","where":{…}}`, `{"group":id}` (its subgroups too, unless `"own":true`).
 */
import { z } from 'zod'

export const filterOps = [
  'is',
  'isNot',
  'contains',
  'startsWith',
  'isEmpty',
  'notEmpty',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'in',
  'withinLast',
  'withinNext',
  'anniversaryWithin',
] as const
export type FilterOp = (typeof filterOps)[number]

export interface FieldFilter {
  readonly field: string
  readonly op: FilterOp
  readonly value?: unknown
}
/** Who is in a group, static or by query. */
export interface GroupFilter {
  readonly group: string
  /** Without what its subgroups hold. */
  readonly own?: boolean | undefined
}
export type Filter =
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly some: string; readonly where?: Filter | undefined }
  | { readonly none: string; readonly where?: Filter | undefined }
  | GroupFilter
  | FieldFilter

const MAX_TERMS = 500

export const filterSchema: z.ZodType<Filter> = z.lazy(() =>
  z.union([
    z.strictObject({ and: z.array(filterSchema).max(MAX_TERMS) }),
    z.strictObject({ or: z.array(filterSchema).max(MAX_TERMS) }),
    z.strictObject({ not: filterSchema }),
    z.strictObject({ some: z.string(), where: filterSchema.optional() }),
    z.strictObject({ none: z.string(), where: filterSchema.optional() }),
    z.strictObject({ group: z.uuid(), own: z.boolean().optional() }),
    z.strictObject({ field: z.string(), op: z.enum(filterOps), value: z.unknown().optional() }),
  ]),
)

/** `['name', '-createdAt']`: fields in order of weight, `-` for descending. */
export const sortSchema = z.array(z.string().min(1).max(200)).max(8)
export type Sort = readonly string[]
