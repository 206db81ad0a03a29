/**
 * Dashboards: Home, sales, service and marketing as everybody arranges them for themselves. A tile is a report, ready-made,
 * own or defined in the tile, and how it is shown. Kept as a setting of its user, so it follows them to every device.
 */
import { z } from 'zod'
import { periodSchema, reportDefinitionSchema } from './ownReports.ts'
import { mutation, query } from './procedure.ts'

export const dashboardNames = ['home', 'sales', 'service', 'marketing'] as const
export type DashboardName = (typeof dashboardNames)[number]

export const tileKinds = ['number', 'chart', 'list', 'funnel', 'gauge'] as const
export type TileKind = (typeof tileKinds)[number]
export const tileSizes = ['small', 'medium', 'wide'] as const

export const tileSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.enum(tileKinds),
  size: z.enum(tileSizes).default('small'),
  /** Of a ready-made report its name, of an own one its identity; of neither: `definition`. */
  report: z.string().min(1).max(100).optional(),
  definition: reportDefinitionSchema.optional(),
  period: periodSchema.optional(),
  days: z.number().int().min(1).max(36_500).optional(),
  /** Which of the report's numbers. */
  measure: z.number().int().min(0).max(7).default(0),
  /** What a gauge is to reach, in the units of its number; `quota`: what the quotas of its period ask for. */
  goal: z.union([z.number().positive(), z.literal('quota')]).optional(),
  /** As its user calls it; else `dashboard.tile.<label>`, else what the report is called. */
  title: z.string().min(1).max(100).optional(),
  label: z.string().min(1).max(64).optional(),
})
export type Tile = z.output<typeof tileSchema>
export type TileInput = z.input<typeof tileSchema>

export const tilesSchema = z.array(tileSchema).max(24)

/** The setting that keeps a dashboard. */
export const dashboardKey = (name: DashboardName): string => `dashboard.${name}`

const name = z.enum(dashboardNames)

export const dashboardProcedures = {
  /** `arranged` is false while it is as it comes. */
  'dashboard.get': query(z.object({ name }), z.object({ tiles: tilesSchema, arranged: z.boolean() })),
  /** Its tiles in order; null: as it comes. */
  'dashboard.arrange': mutation(
    z.object({ name, tiles: tilesSchema.nullable() }),
    z.object({ operation: z.string().nullable() }),
    { right: 'read' },
  ),
}
