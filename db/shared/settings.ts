/** Settings, custom field definitions, users, and the drafts of unfinished edits. */
import { z } from 'zod'
import { defineEntity } from './entity.ts'
import { mutation, query } from './procedure.ts'

export const user = defineEntity({
  id: 60,
  name: 'user',
  domain: 'settings',
  editedBy: 'admin',
  title: { from: 'text', field: 'name' },
  fields: {
    name: [10, 'text', { required: true, list: 1 }],
    email: [11, 'email', { list: 2 }],
    role: [12, 'choice', { options: ['admin', 'manager', 'standard', 'restricted', 'browse'], list: 3 }],
    active: [13, 'yesNo', { list: 4 }],
  },
})

/** A field the user defined. Its values live under its UUID in the `custom` column of the entity's rows. */
export const customField = defineEntity({
  id: 61,
  name: 'customField',
  domain: 'settings',
  editedBy: 'admin',
  title: { from: 'text', field: 'label' },
  listed: false,
  fields: {
    entity: [10, 'text', { required: true, fixed: true }],
    label: [11, 'text', { required: true }],
    kind: [
      12,
      'choice',
      {
        options: ['text', 'longText', 'number', 'money', 'date', 'yesNo', 'pickList', 'tags', 'ref'],
        required: true,
        fixed: true,
      },
    ],
    options: [13, 'tags'],
    position: [14, 'integer'],
    required: [15, 'yesNo'],
    /** A link: the entity it leads to. */
    target: [16, 'choice', { options: ['contact', 'company', 'user'], fixed: true }],
  },
})

/** One value of one scope. Device-scoped rows never leave the device. */
export const setting = defineEntity({
  id: 62,
  name: 'setting',
  domain: 'settings',
  editedBy: 'none',
  personal: 'userId',
  title: { from: 'text', field: 'key' },
  listed: false,
  fields: {
    scope: [10, 'choice', { options: ['user', 'database'], required: true }],
    userId: [11, 'ref', { to: 'user' }],
    key: [12, 'text', { required: true }],
    value: [13, 'json'],
  },
})

/** A saved query with its columns: filter, sort, columns and widths of one entity's list. */
export const view = defineEntity({
  id: 63,
  name: 'view',
  domain: 'settings',
  title: { from: 'text', field: 'name' },
  listed: false,
  fields: {
    entity: [10, 'text', { required: true }],
    name: [11, 'text', { required: true }],
    filter: [12, 'json'],
    sort: [13, 'json'],
    columns: [14, 'json'],
  },
})

const scope = z.enum(['device', 'user', 'database'])
const key = z.string().min(1).max(200)

export const settingsProcedures = {
  /** All settings that apply to the caller, the narrower scope winning: user over database, device apart. */
  'settings.get': query(
    z.object({}),
    z.object({
      device: z.record(z.string(), z.unknown()),
      user: z.record(z.string(), z.unknown()),
      database: z.record(z.string(), z.unknown()),
    }),
  ),
  'settings.set': mutation(
    z.object({ scope, key, value: z.json() }),
    z.object({ operation: z.string().nullable() }),
    { undo: 'operation', right: 'read' },
  ),
  /** Device-scoped state of the window: column widths, splits, last route. Not logged. */
  'settings.setLocal': mutation(z.object({ key, value: z.json() }), z.object({}), {
    undo: 'local',
    right: 'read',
  }),
  'draft.save': mutation(
    z.object({
      entity: z.string(),
      record: z.string(),
      data: z.record(z.string(), z.json()),
      base: z.number().optional(),
    }),
    z.object({}),
    { undo: 'local' },
  ),
  'draft.list': query(
    z.object({}),
    z.object({
      drafts: z.array(
        z.object({
          entity: z.string(),
          record: z.string(),
          data: z.record(z.string(), z.json()),
          base: z.number().optional(),
          savedAt: z.string(),
        }),
      ),
    }),
  ),
  'draft.clear': mutation(z.object({ entity: z.string(), record: z.string() }), z.object({}), {
    undo: 'local',
  }),
}
